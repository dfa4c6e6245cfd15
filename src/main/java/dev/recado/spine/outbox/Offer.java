package dev.recado.spine.outbox;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The choices that a message offered, in the order in which they are numbered.
 *
 * @param choices each with {@code id} and {@code title}
 */
public record Offer(List<Map<String, Object>> choices) {

  /** "-1" names no choice. */
  private static final Pattern NUMBER =
      Pattern.compile("(?!\\W{0,2}[-−]\\d)\\W{0,3}(\\d{1,2})\\W{0,3}");

  private static final Pattern MARKS = Pattern.compile("\\p{M}+|[^\\p{L}\\p{N} ]+");
  private static final int LONGEST = 220;

  /**
   * Finds the choice that a customer names.
   *
   * @param written by the customer: the number of the choice, or its title in any case
   * @return the choice with {@code id} and {@code title}, or empty where the text names none
   */
  public Optional<Map<String, Object>> named(String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    var number = NUMBER.matcher(written);
    if (number.matches()) {
      int n = Integer.parseInt(number.group(1));
      return n >= 1 && n <= choices.size()
          ? Optional.of(chosen(choices.get(n - 1)))
          : Optional.empty();
    }
    String plain = plain(written);
    return choices.stream()
        .filter(
            choice -> !plain.isEmpty() && plain.equals(plain(String.valueOf(choice.get("title")))))
        .findFirst()
        .map(Offer::chosen);
  }

  private static Map<String, Object> chosen(Map<String, Object> choice) {
    return Map.of("id", choice.getOrDefault("id", ""), "title", choice.getOrDefault("title", ""));
  }

  private static String plain(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    return MARKS.matcher(apart).replaceAll("").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the choices as numbered text, for a provider without buttons.
   *
   * @param text of the message
   * @param choices each with {@code title} and perhaps {@code description}
   */
  public static String numbered(String text, List<Map<String, Object>> choices) {
    StringBuilder lines = new StringBuilder(text.strip()).append('\n');
    for (int i = 0; i < choices.size(); i++) {
      Map<String, Object> choice = choices.get(i);
      lines.append('\n').append(i + 1).append(". ").append(choice.get("title"));
      if (choice.get("description") != null) {
        lines.append(" - ").append(choice.get("description"));
      }
    }
    return lines.append("\n\nResponda com o número da opção.").toString();
  }
}
