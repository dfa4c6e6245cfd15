package dev.recado.spine.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What places of message templates can take. */
public final class TemplateParameters {

  private TemplateParameters() {}

  /**
   * Lists the types as templates name them.
   *
   * @return for example {@code text}; a question mark behind it makes the place optional
   */
  public static List<String> types() {
    return Arrays.stream(Parameter.Type.values())
        .map(type -> type.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
