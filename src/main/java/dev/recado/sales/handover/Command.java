package dev.recado.sales.handover;

import dev.recado.chat.intent.PlainText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command of a team member to the hub: {@code /assumir 12345}, {@code #voltar}.
 *
 * @param verb the action
 * @param target a lead, a contact or a phone as written, or null for the command's own chat
 */
public record Command(Verb verb, @Nullable String target) {

  private static final Pattern WORDS =
      Pattern.compile(
          "(assumir|pausar|liberar|voltar|status)(?: (?:o )?(?:bot|robo))?(?: #?(.+))?");

  private static final int LONGEST = 200;

  /** The actions. */
  public enum Verb {
    /** A person answers from now on. */
    TAKE,
    /** The hub answers again. */
    GIVE_BACK,
    /** Tells who answers. */
    STATUS
  }

  /**
   * Reads a command. A command is always a whole message.
   *
   * @param text the message as written, or null
   * @return empty if the message is no command
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
   * @param text the message as written, or null
   */
  public static boolean isOne(@Nullable String text) {
    return read(text).isPresent();
  }
}
