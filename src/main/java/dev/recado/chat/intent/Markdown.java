package dev.recado.chat.intent;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Removes an LLM's Markdown from a reply: WhatsApp shows most of it as odd characters.
 *
 * <p>WhatsApp's own marks go too (one star, one underscore), because the guard checks plain words.
 */
final class Markdown {

  private static final Pattern RULE_OR_FENCE =
      Pattern.compile("\\s{0,3}(?:```[^`]{0,40}|(?:[-*_] ?){3,40})\\s{0,10}");

  private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s{1,5}");
  private static final Pattern QUOTE = Pattern.compile("^\\s{0,3}>\\s?");
  private static final Pattern BULLET = Pattern.compile("^(\\s{0,20})[*+•]\\s{1,5}");
  private static final Pattern IMAGE =
      Pattern.compile("!\\[([^\\]\\n]{0,200})]\\([^)\\n]{0,500}\\)");
  private static final Pattern LINK =
      Pattern.compile(
          "\\[([^\\]\\n]{1,200})]\\((?:mailto:|tel:|(?=https?://|www\\.))([^)\\s]{1,500})"
              + "(?: [^)\\n]{0,100})?\\)");

  private static final Pattern AUTOLINK = Pattern.compile("<(https?://[^<>\\s]{1,500})>");

  /**
   * Marks around words, the longer ones first. Each pattern matches the mark and the words inside.
   */
  private static final List<Pattern> MARKS =
      List.of(
          Pattern.compile("\\*\\*\\*([^*\\n]{1,500})\\*\\*\\*"),
          Pattern.compile("\\*\\*([^*\\n]{1,500})\\*\\*"),
          Pattern.compile("(?<![\\w*])\\*(?=\\S)([^*\\n]{1,500})(?<=\\S)\\*(?![\\w*])"),
          Pattern.compile("(?<![\\w_])__([^_\\n]{1,500})__(?![\\w_])"),
          Pattern.compile("(?<![\\w_])_(?=\\S)([^_\\n]{1,500})(?<=\\S)_(?![\\w_])"),
          Pattern.compile("~~([^~\\n]{1,500})~~"),
          Pattern.compile("(?<![\\w~])~(?=\\S)([^~\\n]{1,500})(?<=\\S)~(?![\\w~])"),
          Pattern.compile("`{1,3}([^`\\n]{1,500})`{1,3}"));

  private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\*_{}\\[\\]()#+.!~|>-])");

  private Markdown() {}

  /** The words of a text without marks. Links keep their address, and lists keep their lines. */
  static String plain(String text) {
    String lines =
        text.lines()
            .filter(line -> !isRuleOrFence(line))
            .map(Markdown::line)
            .collect(Collectors.joining("\n"));
    String words = AUTOLINK.matcher(IMAGE.matcher(lines).replaceAll("$1")).replaceAll("$1");
    words = LINK.matcher(words).replaceAll(Markdown::link);
    for (Pattern mark : MARKS) {
      words = mark.matcher(words).replaceAll("$1");
    }
    return ESCAPED.matcher(words).replaceAll("$1");
  }

  private static boolean isRuleOrFence(String line) {
    return !line.isBlank() && RULE_OR_FENCE.matcher(line).matches();
  }

  private static String line(String line) {
    String bare = QUOTE.matcher(HEADING.matcher(line).replaceFirst("")).replaceFirst("");
    return BULLET.matcher(bare).replaceFirst("$1- ");
  }

  private static String link(java.util.regex.MatchResult link) {
    String name = link.group(1);
    String address = link.group(2);
    String said = name.equals(address) ? address : name + " (" + address + ")";
    return Matcher.quoteReplacement(said);
  }
}
