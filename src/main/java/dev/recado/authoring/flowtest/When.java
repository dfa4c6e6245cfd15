package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happens in a step of a case. */
sealed interface When {

  /** Its place in the file. */
  Spot spot();

  /** A webhook with these bytes. Tests do not check the sender. */
  record Webhook(
      Part source,
      Map<String, String> headers,
      Map<String, String> query,
      @Nullable String contentType,
      byte[] body)
      implements When {
    @Override
    public Spot spot() {
      return source.spot();
    }
  }

  /** An event in the form that a flow gets. */
  record GivenEvent(Part type, String subject, Map<String, @Nullable Object> body) implements When {
    @Override
    public Spot spot() {
      return type.spot();
    }
  }

  /** A customer's chat message. */
  record Message(
      Part from, @Nullable Part kind, String text, @Nullable String name, @Nullable Tap button)
      implements When {
    @Override
    public Spot spot() {
      return from.spot();
    }
  }

  /** A button or row that the customer taps. */
  record Tap(String id, String title) {}

  /** The clock reaches a time of a schedule, by default the next one. */
  record Scheduled(Part schedule, @Nullable Part at) implements When {
    @Override
    public Spot spot() {
      return schedule.spot();
    }
  }

  Set<String> KINDS = Set.of("webhook", "event", "message", "schedule", "at");

  static When read(Part part, RouteFiles files) {
    Map<String, Part> fields = new LinkedHashMap<>(part.fields(KINDS));
    Part at = fields.remove("at");
    if (fields.size() != 1) {
      throw part.wrong("'when' is one of webhook, event, message or schedule");
    }
    Map.Entry<String, Part> one = fields.entrySet().iterator().next();
    if (at != null && !one.getKey().equals("schedule")) {
      throw at.wrong("'at' is a time of a 'schedule', and there is none here");
    }
    return switch (one.getKey()) {
      case "webhook" -> webhook(one.getValue(), files);
      case "event" -> event(one.getValue());
      case "schedule" -> new Scheduled(one.getValue(), at);
      default -> message(one.getValue());
    };
  }

  private static When webhook(Part part, RouteFiles files) {
    Map<String, Part> fields = part.fields(Set.of("source", "file", "body", "headers", "query"));
    Part source = needed(part, fields, "source");
    Part file = fields.get("file");
    Part body = fields.get("body");
    if ((file == null) == (body == null)) {
      throw part.wrong("A webhook has either a 'file' below tests/ or a 'body'");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(texts(fields.get("headers")));
    byte[] bytes =
        file == null ? json(java.util.Objects.requireNonNull(body)) : Fixtures.read(file, files);
    String type = headers.get("Content-Type");
    return new Webhook(
        source, headers, texts(fields.get("query")), type == null ? type(file) : type, bytes);
  }

  private static Map<String, String> texts(@Nullable Part part) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (part != null) {
      part.fields().forEach((name, value) -> texts.put(name, value.text()));
    }
    return texts;
  }

  private static String type(@Nullable Part file) {
    String name = file == null ? "" : file.text().toLowerCase(Locale.ROOT);
    return name.endsWith(".form") ? "application/x-www-form-urlencoded" : "application/json";
  }

  /** A text is sent unchanged, everything else as JSON. */
  private static byte[] json(Part body) {
    String text = body.value() instanceof String raw ? raw : Json.text(body.value());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static When event(Part part) {
    Map<String, Part> fields = part.fields(Set.of("type", "subject", "body"));
    Part type = needed(part, fields, "type");
    Part subject = fields.get("subject");
    Part body = fields.get("body");
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (body != null) {
      body.fields().forEach((name, value) -> values.put(name, value.value()));
    }
    return new GivenEvent(type, subject == null ? "test:" + type.text() : subject.text(), values);
  }

  private static When message(Part part) {
    Map<String, Part> fields = part.fields(Set.of("from", "text", "name", "kind", "button"));
    Part from = needed(part, fields, "from");
    Part text = fields.get("text");
    Part kind = fields.get("kind");
    Part button = fields.get("button");
    if (text == null && kind == null && button == null) {
      throw part.wrong("A message has a 'text', a 'button', or a 'kind' such as image or audio");
    }
    Part name = fields.get("name");
    return new Message(
        from,
        kind,
        text == null ? "" : text.text(),
        name == null || name.isNull() ? null : name.text(),
        button == null ? null : tap(button));
  }

  /** A text alone is both the id and the title. */
  private static Tap tap(Part button) {
    if (!button.isMap()) {
      return new Tap(button.text(), button.text());
    }
    Map<String, Part> fields = button.fields(Set.of("id", "title"));
    String id = needed(button, fields, "id").text();
    Part title = fields.get("title");
    return new Tap(id, title == null ? id : title.text());
  }

  private static Part needed(Part part, Map<String, Part> fields, String name) {
    Part field = fields.get(name);
    if (field == null) {
      throw part.wrong("'" + name + "' is missing");
    }
    return field;
  }
}
