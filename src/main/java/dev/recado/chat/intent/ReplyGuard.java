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
 * <p>An LLM can be talked into anything, so its reply may only repeat what is in our own data,
 * never what the customer wrote. In doubt it is thrown away: the flow has a text of its own.
 */
final class ReplyGuard {

  private static final Logger log = LoggerFactory.getLogger(ReplyGuard.class);

  private static final int LONGEST = 700;

  /** A customer chooses his own name, so it allows nothing. */
  private static final Set<String> THEIRS = Set.of("nome", "name");

  /** Brackets, pipes, asterisks and the like are markup; few pictures are without a meaning. */
  private static final Pattern OTHER_CHARACTER =
      Pattern.compile(
          "[^\\p{IsLatin}\\p{M}0-9 \\n.,;:!?()/%&+$@'\"’‘“”–—\\-"
              + "😀😃😄😁😊🙂😉😅🤗🤝👋👍🙏✅❤💙💚💛\\x{fe0f}\\x{1f3fb}-\\x{1f3ff}]");

  /** Letter by letter, which no list of words sees through. */
  private static final Pattern SPELT =
      Pattern.compile("(?<![a-z0-9])(?:[a-z0-9][^a-z0-9]+){4,}[a-z0-9](?![a-z0-9])");

  private final Map<String, String> company;
  private final Leaks leaks;

  ReplyGuard(Business business, Prompt prompt) {
    this(business.facts(), prompt);
  }

  /** With other values than all of the company's that may be repeated to anybody. */
  ReplyGuard(Map<String, String> company, Prompt prompt) {
    this.company = company;
    this.leaks = new Leaks(prompt);
  }

  /**
   * Lets a reply pass, or not.
   *
   * @param reply as the LLM wrote it
   * @param facts what is known of this customer, see {@link Utterance#facts}
   * @return exactly the text that was looked at, without Markdown; empty where nothing is to be
   *     said
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

  /** Why not, without the words themselves; empty where nothing speaks against it. */
  private String refusal(String text, Set<String> ours) {
    // The length first: what follows is made for short texts.
    if (text.length() > LONGEST) {
      return "too long";
    }
    String folded = Wording.fold(text);
    if (strange(without(text, ours))) {
      return "characters that do not belong into it";
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
    return allowed(ours).containsAll(Claims.in(text)) ? "" : "says what is not in our data";
  }

  /** A link of ours may hold what would be strange elsewhere. */
  private static String without(String text, Set<String> ours) {
    String rest = text;
    for (String value : ours) {
      rest = rest.replace(value, " ");
    }
    return rest;
  }

  /** Letters of other alphabets look like ours and are taken for others by any list of words. */
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
