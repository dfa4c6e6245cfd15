package dev.recado.spine.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types of placeholders in message templates. */
public final class TemplateParameters {

  private TemplateParameters() {}

  /**
   * Lists the types as templates name them.
   *
   * @return for example {@code text}; a question mark after it makes the placeholder optional
   */
  public static List<String> types() {
    return Arrays.stream(Parameter.Type.values())
        .map(type -> type.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
