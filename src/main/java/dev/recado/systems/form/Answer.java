package dev.recado.systems.form;

import dev.recado.chat.intent.PlainText;
import java.util.List;

/**
 * One thing that a form holds.
 *
 * @param labels what it is called, the visitor's own words first; none where the builder sends bare
 *     values
 * @param within what the things around it are called, the outermost first
 * @param text what stands in it, empty where it was left blank
 * @param apart whether it stands beside the answers and not among them, as a page's name does
 */
record Answer(List<String> labels, List<String> within, String text, boolean apart) {

  /** Takes copies. */
  Answer {
    labels = List.copyOf(labels);
    within = List.copyOf(within);
  }

  /**
   * Words of a name, folded: camel case, digits, hyphens and underscores part them; "&amp;", "+"
   * and "/" are an "e". Wix writes {@code field:} before its own.
   */
  static String words(String name) {
    String parted =
        name.replaceFirst("^field:", "")
            .replaceAll("(?i)whats ?app", "whatsapp")
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .replaceAll("[&+/]", " e ");
    return PlainText.fold(parted).replaceAll("[^a-z]+", " ").strip();
  }

  /** Without the visitor: a record's own text would show him in logs. */
  @Override
  public String toString() {
    return "Answer" + labels;
  }
}
