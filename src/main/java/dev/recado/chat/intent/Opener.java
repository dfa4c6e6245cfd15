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
 * Lets the LLM write the first message to somebody, and decides whether it may be sent.
 *
 * <p>It may claim nothing at all, not even what is in the company's own data: a number or a link in
 * the first message of a stranger is what people report.
 */
final class Opener {

  private static final Logger log = LoggerFactory.getLogger(Opener.class);

  private static final int LONGEST = 400;
  private static final int MOST_LINES = 6;

  private static final Pattern GREETED =
      Pattern.compile("^(?:[Oo]l[áa]|[Oo]i+|[Oo]pa)[, ]+(\\p{Lu}\\p{L}+)");

  /** It may be held until the morning. */
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("\\b(?:bom dia|boa (?:tarde|noite))\\b");

  private final Llm llm;
  private final Prompt prompt;
  private final ReplyGuard guard;
  private final String company;

  Opener(Llm llm, Prompt prompt, Business business) {
    this.llm = llm;
    this.prompt = prompt;
    this.company = business.name();
    this.guard = new ReplyGuard(Map.of("nome", company), prompt);
  }

  /**
   * Writes it; takes no longer than two time-outs of the LLM.
   *
   * @param facts what we know ourselves; what the contact is called goes under {@code nome}
   * @param wish what the contact wrote, or null
   * @return what may be sent; empty where there is nothing
   */
  Optional<String> write(Map<String, String> facts, @Nullable String wish) {
    String text = wish == null || wish.isBlank() ? "(não escreveu nada)" : wish;
    return llm.read(prompt, new Utterance(text, List.of(), facts))
        .flatMap(reading -> guard.pass(reading.reply(), facts))
        .filter(reply -> fits(reply, facts.get("nome")));
  }

  private boolean fits(String reply, @Nullable String name) {
    String refusal = refusal(reply, name);
    if (!refusal.isEmpty()) {
      log.info("LLM: opening thrown away: {}", refusal);
    }
    return refusal.isEmpty();
  }

  private String refusal(String reply, @Nullable String name) {
    String folded = Wording.fold(reply);
    if (reply.length() > LONGEST || reply.lines().count() > MOST_LINES) {
      return "too long";
    }
    if (!folded.contains(Wording.fold(company))) {
      return "does not say who writes";
    }
    if (TIME_OF_DAY.matcher(folded).find()) {
      return "greets by the time of day";
    }
    return greetsSomebodyElse(reply, name) ? "greets by a name that we do not know" : "";
  }

  private static boolean greetsSomebodyElse(String reply, @Nullable String name) {
    Matcher greeted = GREETED.matcher(reply);
    return greeted.find()
        && (name == null || !Wording.fold(name).contains(Wording.fold(greeted.group(1))));
  }
}
