package dev.recado.sales.handover;

import dev.recado.chat.intent.PlainText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one of our own people writes to steer the hub: {@code /assumir 12345}, {@code #voltar}.
 *
 * @param verb what is to be done
 * @param target a lead, a contact or a phone as it was written, or null for the chat it stands in
 */
public record Command(Verb verb, @Nullable String target) {

  private static final Pattern WORDS =
      Pattern.compile(
          "(assumir|pausar|liberar|voltar|status)(?: (?:o )?(?:bot|robo))?(?: #?(.+))?");

  private static final int LONGEST = 200;

  /** What may be ordered. */
  public enum Verb {
    /** A person answers from now on. */
    TAKE,
    /** The hub answers again. */
    GIVE_BACK,
    /** Tell who answers. */
    STATUS
  }

  /**
   * Reads a command; it is a whole message, or none.
   *
   * @param text as somebody wrote it, or null
   * @return empty where it is no command
   */
  public static Optional<Command> read(@Nullable String text) {
    String order = text == null ? "" : text.strip();
    if (order.length() > LONGEST || !(order.startsWith("/") || order.startsWith("#"))) {
      return Optional.empty();
    }
    Matcher words = WORDS.matcher(PlainText.fold(order));
    return words.matches()
        ? Optional.of(new Command(verb(words.group(1)), words.group(2)))
        : Optional.empty();
  }

  private static Verb verb(String word) {
    return switch (word) {
      case "assumir", "pausar" -> Verb.TAKE;
      case "liberar", "voltar" -> Verb.GIVE_BACK;
      default -> Verb.STATUS;
    };
  }

  /**
   * Tells whether a text is a command.
   *
   * @param text as somebody wrote it, or null
   */
  public static boolean isOne(@Nullable String text) {
    return read(text).isPresent();
  }
}
