package dev.recado.api.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The version of this Recado. */
@Component
public final class Version {

  private final String number;

  /** Reads the version that the build has written. A build in an IDE writes none. */
  Version(ObjectProvider<BuildProperties> build) {
    BuildProperties known = build.getIfAvailable();
    this.number = known == null ? "unknown" : String.valueOf(known.getVersion());
  }

  /**
   * Returns the version of this program.
   *
   * @return such as {@code 0.1.0}
   */
  public String number() {
    return number;
  }
}
