package dev.recado.systems.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a source file one by one. Each problem is reported where it stands. */
final class SourceReader {

  private static final Pattern STATUS = Pattern.compile("20[0-4]|\\{\\{.+}}");
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://[^\\s/]+|\\{\\{.+}}", Pattern.CASE_INSENSITIVE);
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9_-]+)+");

  private final Value root;
  private final Map<String, Value> fields;

  /**
   * Makes a reader.
   *
   * @param root the whole file
   * @param own its fields
   */
  SourceReader(Value root, Map<String, Value> own) {
    this.root = root;
    this.fields = new LinkedHashMap<>(preset(own));
    this.fields.putAll(own);
  }

  private static Map<String, Value> preset(Map<String, Value> own) {
    Value preset = own.get("preset");
    return preset == null
        ? Map.of()
        : Presets.all().getOrDefault(preset.word(Presets.all().keySet()), Map.of());
  }

  Definition read() {
    String name = name();
    Proof proof = field("proof").map(SourceReader::proof).orElseGet(Proof.Token::new);
    return new Definition(
        name,
        needed("description"),
        proof,
        field("challenge").map(value -> challenge(value, proof)).orElse(null),
        field("answer").map(SourceReader::status).orElse("202"),
        field("answer").flatMap(SourceReader::answer).orElse(null),
        field("origins").map(SourceReader::origins).orElse(List.of()),
        format(),
        kind(name),
        identity(name),
        field("split").map(SourceReader::split).orElse(null),
        field("headers").map(SourceReader::headers).orElse(Map.of()));
  }

  private Optional<Value> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private String needed(String name) {
    Value value = fields.get(name);
    if (value == null) {
      root.wrong("the source has no \"%s\"".formatted(name));
      return "";
    }
    return value.text();
  }

  private String name() {
    String name = needed("name");
    String refusal = name.isEmpty() ? null : SourceFile.refusal(name);
    if (refusal != null) {
      Objects.requireNonNull(fields.get("name")).wrong(refusal);
    }
    return name;
  }

  private SourceBody.Format format() {
    SourceBody.Format format =
        field("format").map(value -> value.constant(SourceBody.Format.class)).orElse(null);
    return format == null ? SourceBody.Format.ANY : format;
  }

  /** The proofs that are no word. */
  private static final String FORMS =
      ", {header: …} with the secret itself, or {signature: …} with the header of an HMAC";

  private static Proof proof(Value value) {
    if (!value.isMap()) {
      return value.word(Set.of("token", "basic"), FORMS).equals("basic")
          ? new Proof.Basic()
          : new Proof.Token();
    }
    Map<String, Value> fields =
        value.fields(
            Set.of(
                "header",
                "prefix",
                "signature",
                "algorithm",
                "encoding",
                "separator",
                "signs",
                "timestamp",
                "key"));
    Value header = fields.get("header");
    Value signature = fields.get("signature");
    if ((header == null) == (signature == null)) {
      value.wrong("a proof is token, basic" + FORMS);
      return new Proof.Token();
    }
    String prefix = Optional.ofNullable(fields.get("prefix")).map(Value::text).orElse("");
    if (signature == null) {
      Set.of("algorithm", "encoding", "separator", "signs", "timestamp", "key").stream()
          .filter(fields::containsKey)
          .forEach(
              name ->
                  Objects.requireNonNull(fields.get(name))
                      .wrong("\"%s\" belongs to a signature, not to a header".formatted(name)));
      return new Proof.Header(Objects.requireNonNull(header).text(), prefix);
    }
    return SignatureReader.read(signature.text(), prefix, fields);
  }

  private static Challenge challenge(Value value, Proof proof) {
    Map<String, Value> fields = value.fields(Set.of("echo", "token"));
    if (fields.containsKey("echo")
        && !fields.containsKey("token")
        && !(proof instanceof Proof.Token)) {
      value.wrong(
          "a challenge with \"echo\" needs \"token\" here, because the address holds no secret; anybody could have a text echoed");
    }
    return new Challenge(
        Optional.ofNullable(fields.get("echo")).map(Value::text).orElse(null),
        Optional.ofNullable(fields.get("token")).map(Value::text).orElse(null));
  }

  private static String status(Value value) {
    Value status = value.isMap() ? value.fields(Set.of("status", "body")).get("status") : value;
    String text = status == null ? "200" : status.text();
    if (!STATUS.matcher(text).matches()) {
      Objects.requireNonNull(status)
          .wrong("the answer's status is a number from 200 to 204; anything else is no success");
    }
    return text;
  }

  private static Optional<String> answer(Value value) {
    return value.isMap()
        ? Optional.ofNullable(value.fields(Set.of("status", "body")).get("body")).map(Value::text)
        : Optional.empty();
  }

  private static List<String> origins(Value value) {
    return value.items().stream()
        .map(
            origin -> {
              String text = origin.text().strip().replaceFirst("/+$", "");
              if (!ORIGIN.matcher(text).matches()) {
                origin.wrong(
                    "an origin is https:// and the host of a site, such as https://www.example.com, or * for all");
              }
              return text;
            })
        .toList();
  }

  private EventKind kind(String name) {
    Value type = fields.get("type");
    if (type == null) {
      return new EventKind(name, name + ".received", null, Map.of());
    }
    if (!type.isMap()) {
      return new EventKind(name, type(type, name), null, Map.of());
    }
    Map<String, Value> parts = type.fields(Set.of("from", "values"));
    Value from = parts.get("from");
    if (from == null) {
      type.wrong("a type is a name, or \"from\" with the field that names it");
      return new EventKind(name, name + ".received", null, Map.of());
    }
    Map<String, String> values = new LinkedHashMap<>();
    Optional.ofNullable(parts.get("values"))
        .ifPresent(
            list ->
                list.entries()
                    .forEach((kind, named) -> values.put(kind.text(), type(named, name))));
    return new EventKind(name, null, Place.read(from), values);
  }

  private static String type(Value value, String name) {
    String type = value.text();
    if (!TYPE.matcher(type).matches() || !type.startsWith(name + ".")) {
      value.wrong(
          "the type of an event of this source begins with \"%s.\" and has lower-case words with dots between them, such as %s.order"
              .formatted(name, name));
    } else if (type.equals(name + EventKind.OTHER)) {
      value.wrong(
          "\"%s\" is the type of the webhooks that a source does not take; name this one differently"
              .formatted(type));
    }
    return type;
  }

  private Identity identity(String name) {
    List<Place> key =
        field("key")
            .map(value -> value.items().stream().map(Place::read).toList())
            .orElse(List.of());
    Duration within = field("within").map(Value::length).orElse(null);
    Value subject = fields.get("subject");
    Value phone = subject == null || !subject.isMap() ? null : phone(subject);
    Place about = null;
    if (phone != null) {
      about = Place.body(phone);
    } else if (subject != null) {
      about = Place.read(subject);
    }
    return new Identity(name, key, within, about, phone != null);
  }

  private static @Nullable Value phone(Value subject) {
    return subject.entries().entrySet().stream()
        .filter(entry -> entry.getKey().text().equals("phone"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Split split(Value value) {
    if (!value.isMap()) {
      return new Split(Place.body(value), List.of());
    }
    Map<String, Value> fields = value.fields(Set.of("list", "keep"));
    Value list = fields.get("list");
    if (list == null) {
      value.wrong("\"split\" names a list of the body, or has \"list\" and \"keep\"");
    }
    return new Split(
        list == null ? new Place(null, List.of("")) : Place.body(list),
        Optional.ofNullable(fields.get("keep"))
            .map(keep -> keep.items().stream().map(Value::text).toList())
            .orElse(List.of()));
  }

  private static Map<String, Place> headers(Value value) {
    Map<String, Place> headers = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (field, header) ->
                headers.put(field.text(), new Place(Request.header(header.text()), List.of())));
    return headers;
  }
}
