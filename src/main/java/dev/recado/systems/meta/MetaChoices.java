package dev.recado.systems.meta;

import dev.recado.spine.outbox.Offer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question with choices, in the nicest form that keeps every word: buttons, else a list, else
 * numbered text (docs/contracts.md#meta-limits). {@link Offer} understands the answer to each.
 */
final class MetaChoices {

  private static final int MOST_BUTTONS = 3;
  private static final int MOST_ROWS = 10;
  private static final int BUTTON_TITLE = 20;
  private static final int ROW_TITLE = 24;
  private static final int ROW_DESCRIPTION = 72;
  private static final int BUTTON_ID = 256;
  private static final int ROW_ID = 200;
  private static final int BODY = 1024;
  private static final int EDGE = 60;
  private static final String OPEN_LIST = "Ver opções";

  private final Map<?, ?> payload;
  private final List<Map<String, Object>> choices;
  private final @Nullable String header;
  private final @Nullable String footer;
  private final String body;

  @SuppressWarnings("unchecked")
  private MetaChoices(Map<?, ?> payload) {
    this.payload = payload;
    this.choices =
        payload.get("choices") instanceof List<?> given
            ? (List<Map<String, Object>>) given
            : List.of();
    this.header = edge("header");
    this.footer = edge("footer");
    this.body = body();
  }

  /**
   * Writes the question.
   *
   * @return the content of an interactive message, or null where it must go as {@link #numbered}
   */
  static @Nullable Map<String, Object> interactive(boolean asList, Map<?, ?> payload) {
    MetaChoices question = new MetaChoices(payload);
    if (question.body.length() > BODY || !question.titlesDiffer()) {
      return null;
    }
    if (!asList && question.fitButtons()) {
      return question.buttons();
    }
    return question.fitRows() ? question.list() : null;
  }

  /** The question as a text, with its header and footer. */
  static String numbered(Map<?, ?> payload) {
    MetaChoices question = new MetaChoices(payload);
    return Offer.numbered(lines(question.header, question.body, question.footer), question.choices);
  }

  /** What is too long for its own place becomes a line of the body. */
  private @Nullable String edge(String field) {
    String text = text(payload.get(field));
    return text.isEmpty() || text.length() > EDGE ? null : MetaTemplate.oneLine(text);
  }

  private String body() {
    return lines(
        header == null ? text(payload.get("header")) : null,
        text(payload.get("text")),
        footer == null ? text(payload.get("footer")) : null);
  }

  private static String lines(@Nullable String... parts) {
    return Stream.of(parts)
        .map(part -> part == null ? "" : part)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private boolean titlesDiffer() {
    return choices.stream().map(MetaChoices::title).distinct().count() == choices.size();
  }

  /** A button shows no description. */
  private boolean fitButtons() {
    return choices.size() <= MOST_BUTTONS
        && choices.stream()
            .allMatch(
                choice ->
                    title(choice).length() <= BUTTON_TITLE
                        && id(choice).length() <= BUTTON_ID
                        && description(choice).isEmpty());
  }

  private boolean fitRows() {
    return choices.size() <= MOST_ROWS && choices.stream().allMatch(MetaChoices::fitsRow);
  }

  /** A longer title is told in full below its beginning, if nothing else has to stand there. */
  private static boolean fitsRow(Map<String, Object> choice) {
    int most = description(choice).isEmpty() ? ROW_DESCRIPTION : ROW_TITLE;
    return title(choice).length() <= most
        && description(choice).length() <= ROW_DESCRIPTION
        && id(choice).length() <= ROW_ID;
  }

  private Map<String, Object> buttons() {
    Map<String, Object> interactive = beginning("button");
    interactive.put(
        "action",
        Map.of(
            "buttons",
            choices.stream()
                .map(
                    choice ->
                        Map.of(
                            "type",
                            "reply",
                            "reply",
                            Map.of("id", id(choice), "title", title(choice))))
                .toList()));
    return interactive;
  }

  private Map<String, Object> list() {
    String label = MetaTemplate.oneLine(text(payload.get("button")));
    Map<String, Object> interactive = beginning("list");
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("button", cut(label.isEmpty() ? OPEN_LIST : label, BUTTON_TITLE));
    action.put(
        "sections", List.of(Map.of("rows", choices.stream().map(MetaChoices::row).toList())));
    interactive.put("action", action);
    return interactive;
  }

  private static Map<String, Object> row(Map<String, Object> choice) {
    Map<String, Object> row = new LinkedHashMap<>();
    String title = title(choice);
    row.put("id", id(choice));
    row.put("title", cut(title, ROW_TITLE));
    String description = title.length() > ROW_TITLE ? title : description(choice);
    if (!description.isEmpty()) {
      row.put("description", description);
    }
    return row;
  }

  private Map<String, Object> beginning(String type) {
    Map<String, Object> interactive = new LinkedHashMap<>();
    interactive.put("type", type);
    if (header != null) {
      interactive.put("header", Map.of("type", "text", "text", header));
    }
    interactive.put("body", Map.of("text", body));
    if (footer != null) {
      interactive.put("footer", Map.of("text", footer));
    }
    return interactive;
  }

  private static String title(Map<String, Object> choice) {
    return MetaTemplate.oneLine(text(choice.get("title")));
  }

  private static String id(Map<String, Object> choice) {
    return text(choice.get("id"));
  }

  private static String description(Map<String, Object> choice) {
    return MetaTemplate.oneLine(text(choice.get("description")));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value).strip();
  }

  /** Never through the middle of a pair. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
