package dev.recado.api.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Which Recado this is. */
@Component
public final class Version {

  private final String number;

  /** Reads what the build wrote down; an IDE that builds by itself writes nothing. */
  Version(ObjectProvider<BuildProperties> build) {
    BuildProperties known = build.getIfAvailable();
    this.number = known == null ? "unknown" : String.valueOf(known.getVersion());
  }

  /**
   * Tells the version of this program.
   *
   * @return such as {@code 0.1.0}
   */
  public String number() {
    return number;
  }
}
