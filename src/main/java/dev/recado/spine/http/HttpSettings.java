package dev.recado.spine.http;

import java.util.Locale;
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
    return value != null ? value : ofTheEnvironment(name);
  }

  /** A variable has capitals and no hyphens: the credential {@code my-crm} comes as mycrm. */
  private String ofTheEnvironment(String name) {
    return credentials.entrySet().stream()
        .filter(credential -> plain(credential.getKey()).equals(plain(name)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no credential '%s': set RECADO_HTTP_CREDENTIALS_%s"
                        .formatted(name, plain(name).toUpperCase(Locale.ROOT))));
  }

  private static String plain(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  /** Leaves out the values. The default text of a record would show them. */
  @Override
  public String toString() {
    return "HttpSettings[credentials=" + credentials.keySet() + "]";
  }
}
