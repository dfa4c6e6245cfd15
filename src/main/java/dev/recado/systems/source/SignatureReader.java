package dev.recado.systems.source;

import dev.recado.systems.source.Signature.Algorithm;
import dev.recado.systems.source.Signature.Encoding;
import dev.recado.systems.source.Signature.Key;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the fields of a signature in a source file. Each problem is reported where it stands. */
final class SignatureReader {

  private static final Pattern BRACES = Pattern.compile("\\{[^}]*}?");

  private SignatureReader() {}

  /**
   * Reads it.
   *
   * @param header that holds the signature
   * @param fields of the proof
   */
  static Signature read(String header, String prefix, Map<String, Value> fields) {
    Function<String, Optional<Value>> field = name -> Optional.ofNullable(fields.get(name));
    Signature signature = unchecked(header, prefix, field);
    field
        .apply("timestamp")
        .filter(at -> !signature.signsTheTime())
        .ifPresent(
            at ->
                at.wrong(
                    "the time is not signed, so a webhook that somebody has recorded can be sent again with a new time; write {timestamp} where the sender has it, such as signs: \"{timestamp}.{body}\", or leave \"timestamp\" out"));
    return signature;
  }

  private static Signature unchecked(
      String header, String prefix, Function<String, Optional<Value>> field) {
    return new Signature(
        header,
        constant(field.apply("algorithm"), Algorithm.class, Algorithm.SHA256),
        constant(field.apply("encoding"), Encoding.class, Encoding.HEX),
        field.apply("separator").map(Value::text).orElse(null),
        prefix,
        field.apply("signs").map(SignatureReader::signs).orElse("{body}"),
        field.apply("timestamp").map(SignatureReader::timestamp).orElse(null),
        constant(field.apply("key"), Key.class, Key.TEXT));
  }

  private static <E extends Enum<E>> E constant(Optional<Value> value, Class<E> type, E otherwise) {
    return value.map(given -> given.constant(type)).orElse(otherwise);
  }

  private static String signs(Value value) {
    String signs = value.text();
    Matcher braces = BRACES.matcher(signs);
    while (braces.find()) {
      if (!Signature.PART.matcher(braces.group()).matches()) {
        value.wrong(
            "there is no %s here; write {body}, {timestamp}, {header.<name>} or {query.<name>}"
                .formatted(braces.group()));
      }
    }
    if (!signs.contains("{body}") && !signs.contains("{query.") && !signs.contains("{header.")) {
      value.wrong("a signature over nothing of the webhook proves nothing; write {body} in it");
    }
    return signs;
  }

  private static Signature.Timestamp timestamp(Value value) {
    Map<String, Value> fields = value.fields(Set.of("header", "prefix", "within"));
    if (!fields.containsKey("header") && !fields.containsKey("prefix")) {
      value.wrong(
          "a timestamp has a \"header\", or a \"prefix\" in the header of the signature, such as {prefix: \"t=\"}");
    }
    return new Signature.Timestamp(
        Optional.ofNullable(fields.get("header")).map(Value::text).orElse(null),
        Optional.ofNullable(fields.get("prefix")).map(Value::text).orElse(""),
        Optional.ofNullable(fields.get("within")).map(Value::length).orElse(null));
  }
}
