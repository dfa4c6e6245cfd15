package dev.recado.chat.media;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name under which a file is saved. It comes from a stranger. */
final class FileName {

  private static final int LONGEST = 120;

  private FileName() {}

  /**
   * Gives a name without a folder, signs that turn the direction of writing, or anything that a
   * system treats in its own way.
   *
   * @param given by the sender, or null
   * @param id stands in for a name
   */
  static String safe(@Nullable String given, UUID id) {
    if (given == null) {
      return id.toString();
    }
    String name =
        given
            .replaceAll(".*[/\\\\]", "")
            .replaceAll("[\\p{Cntrl}\\p{Cf}\"<>:|?*%;]", "_")
            .replaceAll("^[.\\s]+|[.\\s]+$", "");
    if (name.length() > LONGEST) {
      int dot = name.lastIndexOf('.');
      String end = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
      int cut = LONGEST - end.length();
      name =
          name.substring(0, Character.isHighSurrogate(name.charAt(cut - 1)) ? cut - 1 : cut) + end;
    }
    return name.isBlank() ? id.toString() : name;
  }
}
