package dev.recado.chat.intent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the LLM write the first message to a contact, and decides whether it may be sent.
 *
 * <p>The message may make no claim, not even one from the company's own data: people report a first
 * message with a number or a link as spam.
 */
final class Opener {

  private static final Logger log = LoggerFactory.getLogger(Opener.class);

  private static final int LONGEST = 400;
  private static final int MOST_LINES = 6;

  private static final Pattern GREETED =
      Pattern.compile("^(?:[Oo]l[áa]|[Oo]i+|[Oo]pa)[, ]+(\\p{Lu}\\p{L}+)");

  /** The message may be held until the morning, so it must not name the time of day. */
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("\\b(?:bom dia|boa (?:tarde|noite))\\b");

  private final Prompt prompt;
  private final AnswerFormat format;
  private final ReplyGuard guard;
  private final String company;

  Opener(Prompt prompt, AnswerFormat format, Business business) {
    this.prompt = prompt;
    this.format = format;
    this.company = business.name();
    this.guard = new ReplyGuard(Map.of("nome", company), prompt);
  }

  /**
   * Writes the message. It takes no longer than two timeouts of the LLM.
   *
   * @param llm writes it
   * @param facts facts from the hub's own data; the contact's name goes under {@code nome}
   * @param wish the contact's own words, or null
   * @return a message that may be sent; empty if there is none
   */
  Optional<String> write(Llm llm, Map<String, String> facts, @Nullable String wish) {
    String text = wish == null || wish.isBlank() ? "(não escreveu nada)" : wish;
    return llm.read(prompt, format, new Utterance(text, List.of(), facts))
        .flatMap(reading -> guard.pass(reading.reply(), facts))
        .filter(reply -> fits(reply, facts.get("nome")));
  }

  private boolean fits(String reply, @Nullable String name) {
    String refusal = refusal(reply, name);
    if (!refusal.isEmpty()) {
      log.info("LLM: first message thrown away: {}", refusal);
    }
    return refusal.isEmpty();
  }

  private String refusal(String reply, @Nullable String name) {
    String folded = Wording.fold(reply);
    if (reply.length() > LONGEST || reply.lines().count() > MOST_LINES) {
      return "too long";
    }
    if (!folded.contains(Wording.fold(company))) {
      return "does not name the sender";
    }
    if (TIME_OF_DAY.matcher(folded).find()) {
      return "greets by the time of day";
    }
    return greetsSomebodyElse(reply, name) ? "greets by a name that is not the contact's" : "";
  }

  private static boolean greetsSomebodyElse(String reply, @Nullable String name) {
    Matcher greeted = GREETED.matcher(reply);
    return greeted.find()
        && (name == null || !Wording.fold(name).contains(Wording.fold(greeted.group(1))));
  }
}
