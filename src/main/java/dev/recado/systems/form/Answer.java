package dev.recado.systems.form;

import dev.recado.chat.intent.PlainText;
import java.util.List;

/**
 * One field of a form with its answer.
 *
 * @param labels its names, the visitor's wording first; empty if the builder sends bare values
 * @param within the names of the groups around it, the outermost first
 * @param text the answer, empty if it was left blank
 * @param apart whether it stands beside the answers and not among them, such as the name of the
 *     page
 */
record Answer(List<String> labels, List<String> within, String text, boolean apart) {

  /** Copies the lists. */
  Answer {
    labels = List.copyOf(labels);
    within = List.copyOf(within);
  }

  /**
   * The words of a name, folded. Camel case, digits, hyphens and underscores separate words;
   * "&amp;", "+" and "/" become an "e". Wix writes {@code field:} before its names.
   */
  static String words(String name) {
    String parted =
        name.replaceFirst("^field:", "")
            .replaceAll("(?i)whats ?app", "whatsapp")
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .replaceAll("[&+/]", " e ");
    return PlainText.fold(parted).replaceAll("[^a-z]+", " ").strip();
  }

  /**
   * Leaves the visitor out, because the default text of a record would show personal data in logs.
   */
  @Override
  public String toString() {
    return "Answer" + labels;
  }
}
