package dev.recado.chat.turn;

import dev.recado.chat.intent.Courtesy;
import dev.recado.chat.intent.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The flow for each intent: {@code routes/intents/flows.yaml}, for integration engineers.
 *
 * <p>A keyword is a whole message with a fixed intent. The hub checks keywords before it asks the
 * LLM (docs/contracts.md#consent-and-opt-out).
 */
final class IntentTable {

  /** In characters. No keyword is this long, even with signs and courtesies around it. */
  private static final int LONGEST = 200;

  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern REPEATED = Pattern.compile("(\\p{L})\\1+");
  private static final Pattern SPELT = Pattern.compile("\\p{L}(?: \\p{L}){2,}");

  private final Map<String, Row> rows;
  private final Map<String, String> keywords;

  private IntentTable(Map<String, Row> rows, Map<String, String> keywords) {
    this.rows = rows;
    this.keywords = keywords;
  }

  /**
   * A row of the table.
   *
   * @param flow the sub-flow that answers
   * @param template the template of the flow's default answer, or null
   * @param interrupts whether the intent wins over a dialogue that waits for an answer
   */
  record Row(String flow, @Nullable String template, boolean interrupts) {}

  /**
   * Reads it.
   *
   * @param text the text of the file
   * @throws IllegalArgumentException if it cannot be used; the message says why
   */
  static IntentTable read(String text) {
    try {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return new IntentTable(rows(section(yaml, "intents")), keywords(yaml));
    } catch (YAMLException e) {
      throw new IllegalArgumentException("it is no YAML: " + e.getMessage(), e);
    }
  }

  private static Map<?, ?> section(@Nullable Object yaml, String name) {
    if (yaml instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> section) {
      return section;
    }
    throw new IllegalArgumentException("it has no '" + name + "'");
  }

  private static Map<String, Row> rows(Map<?, ?> section) {
    Map<String, Row> rows = new LinkedHashMap<>();
    section.forEach((intent, row) -> rows.put(String.valueOf(intent), row(intent, row)));
    if (!rows.containsKey("desconhecido")) {
      throw new IllegalArgumentException(
          "the intent 'desconhecido' is missing; it takes what is not listed");
    }
    return rows;
  }

  private static Row row(Object intent, Object row) {
    if (row instanceof Map<?, ?> map && map.get("flow") instanceof String flow) {
      Object template = map.get("template");
      return new Row(
          flow,
          template == null ? null : template.toString(),
          Boolean.TRUE.equals(map.get("interrupts")));
    }
    throw new IllegalArgumentException("the intent '" + intent + "' names no flow");
  }

  private static Map<String, String> keywords(@Nullable Object yaml) {
    Map<String, String> keywords = new LinkedHashMap<>();
    if (!(yaml instanceof Map<?, ?> map) || map.get("keywords") == null) {
      return keywords;
    }
    Map<?, ?> section = section(yaml, "keywords");
    section.forEach(
        (intent, words) -> {
          if (!(words instanceof List<?> list)) {
            throw new IllegalArgumentException("the keywords of '" + intent + "' are no list");
          }
          for (Object word : list) {
            keywords.put(withoutExtras(String.valueOf(word)), String.valueOf(intent));
          }
        });
    return keywords;
  }

  /** The intent whose keyword this whole message is. */
  Optional<String> keyword(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(message -> message.length() <= LONGEST)
        .map(IntentTable::withoutExtras)
        .map(keywords::get);
  }

  /**
   * A message without meaningless parts: signs and emoji, courtesies, repeated letters, and blanks
   * between single letters. A message with a negation or any other word is not the same message.
   */
  private static String withoutExtras(String text) {
    String words = SIGNS.matcher(PlainText.fold(text)).replaceAll(" ");
    String said = Courtesy.without(REPEATED.matcher(words).replaceAll("$1"));
    return SPELT.matcher(said).matches() ? said.replace(" ", "") : said;
  }

  /** The row of an intent. An intent that is not listed has the row of {@code desconhecido}. */
  Row row(String intent) {
    Row row = rows.get(intent);
    return row == null ? java.util.Objects.requireNonNull(rows.get("desconhecido")) : row;
  }
}
