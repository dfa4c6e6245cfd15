package dev.recado.chat.intent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a reply of the LLM may be sent.
 *
 * <p>A customer can talk an LLM into anything, so a reply may only repeat facts from the hub's own
 * data, never from the customer's words. In doubt the reply is thrown away, because the flow has
 * its own text.
 */
final class ReplyGuard {

  private static final Logger log = LoggerFactory.getLogger(ReplyGuard.class);

  private static final int LONGEST = 700;

  /** A customer chooses his own name, so it allows nothing. */
  private static final Set<String> THEIRS = Set.of("nome", "name");

  /**
   * Characters that do not belong in a reply: brackets, pipes and asterisks are markup, and most
   * pictures have a meaning.
   */
  private static final Pattern OTHER_CHARACTER =
      Pattern.compile(
          "[^\\p{IsLatin}\\p{M}0-9 \\n.,;:!?()/%&+$@'\"’‘“”–—\\-"
              + "😀😃😄😁😊🙂😉😅🤗🤝👋👍🙏✅❤💙💚💛\\x{fe0f}\\x{1f3fb}-\\x{1f3ff}]");

  /** Words that are spelt letter by letter, which no list of words would find. */
  private static final Pattern SPELT =
      Pattern.compile("(?<![a-z0-9])(?:[a-z0-9][^a-z0-9]+){4,}[a-z0-9](?![a-z0-9])");

  private final Map<String, String> company;
  private final Leaks leaks;

  ReplyGuard(Business business, Prompt prompt) {
    this(business.facts(), prompt);
  }

  /** Creates a guard. Every customer may be told the values of the company. */
  ReplyGuard(Map<String, String> company, Prompt prompt) {
    this.company = company;
    this.leaks = new Leaks(prompt);
  }

  /**
   * Lets a reply pass or throws it away.
   *
   * @param reply the reply as the LLM wrote it
   * @param facts the facts about this customer, see {@link Utterance#facts}
   * @return exactly the checked text, without Markdown; empty if there is nothing to send
   */
  Optional<String> pass(String reply, Map<String, String> facts) {
    if (Nothing.in(reply)) {
      return Optional.empty();
    }
    String text = Markdown.plain(Wording.compatible(reply)).strip();
    String refusal = Wording.UNSEEN.matcher(reply).find() ? "unseen" : refusal(text, ours(facts));
    if (!refusal.isEmpty()) {
      log.info("LLM: reply thrown away: {}", refusal);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private Set<String> ours(Map<String, String> facts) {
    Map<String, String> ours = new HashMap<>(facts);
    ours.keySet().removeIf(name -> THEIRS.contains(Wording.fold(name)));
    Set<String> values = new HashSet<>(ours.values());
    values.addAll(company.values());
    values.remove("");
    return values;
  }

  /** Why the reply may not be sent, without its words; empty if it may be sent. */
  private String refusal(String text, Set<String> ours) {
    // The length comes first, because the other checks are made for short texts.
    if (text.length() > LONGEST) {
      return "too long";
    }
    String folded = Wording.fold(text);
    if (strange(without(text, ours))) {
      return "has characters that do not belong in a reply";
    }
    if (SPELT.matcher(folded).find()) {
      return "spelt out";
    }
    if (leaks.in(folded)) {
      return "speaks of the prompt";
    }
    if (Deeds.in(folded)) {
      return "claims to have done something";
    }
    return allowed(ours).containsAll(Claims.in(text))
        ? ""
        : "makes a claim that is not in the hub's data";
  }

  /**
   * The text without the hub's own links, which may hold characters that are not allowed elsewhere.
   */
  private static String without(String text, Set<String> ours) {
    String rest = text;
    for (String value : ours) {
      rest = rest.replace(value, " ");
    }
    return rest;
  }

  /**
   * Whether it has letters of other alphabets. They look like Latin letters but no list of words
   * matches them.
   */
  private static boolean strange(String text) {
    return OTHER_CHARACTER.matcher(text).find()
        || Wording.fold(text).codePoints().anyMatch(c -> Character.isLetter(c) && c > 'z');
  }

  private static Set<String> allowed(Set<String> ours) {
    Set<String> allowed = new HashSet<>();
    ours.forEach(value -> allowed.addAll(Claims.allowedBy(value)));
    return allowed;
  }
}
