package dev.recado.spine.http;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code http-call}.
 *
 * @param credentials values of the Authorization header, by the names that flows use
 */
@ConfigurationProperties("recado.http")
record HttpSettings(@DefaultValue Map<String, String> credentials) {

  String credential(String name) {
    String value = credentials.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "There is no credential '" + name + "': set recado.http.credentials." + name);
    }
    return value;
  }

  /** Leaves out the values. The default text of a record would show them. */
  @Override
  public String toString() {
    return "HttpSettings[credentials=" + credentials.keySet() + "]";
  }
}
