package dev.recado.systems.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.outbox.Offer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message says, as fields of Twilio's request (docs/contracts.md#twilio-sending). */
final class TwilioContent {

  /** Twilio's limit, in characters. */
  static final int LONGEST = 1_600;

  static final Pattern CONTENT = Pattern.compile("HX[0-9a-fA-F]{32}");

  /** WhatsApp takes no line break, no tab and no long gap in the value of a template. */
  private static final Pattern GAP = Pattern.compile("\\s*[\\r\\n\\t]\\s*| {4,}");

  /** For an optional value that is missing: WhatsApp takes no empty one. */
  private static final String ABSENT = "-";

  private final ObjectMapper json;

  TwilioContent(ObjectMapper json) {
    this.json = json;
  }

  /** A message that cannot go by this channel. */
  static final class NotSendable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param reason for the operator, in Portuguese
     */
    NotSendable(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * Writes a message.
   *
   * @param kind such as {@code whatsapp-text}
   * @param windowOpen false if only a template may go out
   * @throws NotSendable if Twilio would not take it
   */
  Map<String, String> of(String kind, Map<?, ?> payload, boolean windowOpen) {
    return switch (kind) {
      case "whatsapp-media" -> media(payload);
      case "whatsapp-template" -> template(payload, windowOpen);
      default -> Map.of("Body", fitting(text(payload)));
    };
  }

  private static Map<String, String> media(Map<?, ?> payload) {
    Map<String, String> fields = new LinkedHashMap<>();
    Object caption = payload.get("caption");
    if (caption != null && !String.valueOf(caption).isBlank()) {
      fields.put("Body", fitting(String.valueOf(caption)));
    }
    fields.put("MediaUrl", String.valueOf(payload.get("url")));
    return fields;
  }

  /** A message has buttons only as a template, so free choices are numbered. */
  @SuppressWarnings("unchecked")
  private static String text(Map<?, ?> payload) {
    String text = String.valueOf(payload.get("text"));
    if (!(payload.get("choices") instanceof List<?> choices)) {
      return text;
    }
    String numbered = Offer.numbered(text, (List<Map<String, Object>>) choices);
    return Stream.of(payload.get("header"), numbered, payload.get("footer"))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .collect(Collectors.joining("\n\n"));
  }

  private static String fitting(String text) {
    int length = text.codePointCount(0, text.length());
    if (length > LONGEST) {
      throw new NotSendable(
          "TWILIO_TOO_LONG: o texto tem %d caracteres, e a Twilio aceita %d; encurte-o ou divida-o em duas mensagens"
              .formatted(length, LONGEST));
    }
    return text;
  }

  private Map<String, String> template(Map<?, ?> payload, boolean windowOpen) {
    if (Boolean.TRUE.equals(payload.get("fallback"))) {
      return content(fallback(payload), Map.of("1", value("texto", payload.get("text"), payload)));
    }
    Map<?, ?> approved = approved(payload).orElse(null);
    if (approved != null) {
      String sid = contentSid(approved, payload);
      Map<String, String> variables = variables(approved, payload);
      if (!windowOpen || !variables.containsValue(ABSENT)) {
        return content(sid, variables);
      }
    }
    if (windowOpen) {
      return Map.of("Body", fitting(String.valueOf(payload.get("text"))));
    }
    throw new NotSendable(
        ("TWILIO_TEMPLATE: fora das 24 horas só sai um modelo aprovado, e o arquivo do modelo '%s' não diz qual; escreva nele"
                + " 'approved: {twilio: {contentSid: HX…, variables: […]}}'")
            .formatted(payload.get("template")));
  }

  private static Optional<Map<?, ?>> approved(Map<?, ?> payload) {
    return payload.get("approved") instanceof Map<?, ?> by
            && by.get("twilio") instanceof Map<?, ?> ours
        ? Optional.of(ours)
        : Optional.empty();
  }

  private static String fallback(Map<?, ?> payload) {
    String sid = String.valueOf(payload.get("template"));
    if (!CONTENT.matcher(sid).matches()) {
      throw new NotSendable(
          "TWILIO_TEMPLATE: o campo 'fallbackTemplate' do canal precisa ser o ContentSid (HX…) de um modelo aprovado com"
              + " uma variável, {{1}}");
    }
    return sid;
  }

  private static String contentSid(Map<?, ?> approved, Map<?, ?> payload) {
    String sid = String.valueOf(approved.get("contentSid"));
    if (!CONTENT.matcher(sid).matches()) {
      throw new NotSendable(
          "TWILIO_TEMPLATE: no arquivo do modelo '%s', 'approved: twilio: contentSid' não é um ContentSid (HX e 32 caracteres)"
              .formatted(payload.get("template")));
    }
    return sid;
  }

  /** Without a list of its own it has the parameters of the file, in their order. */
  private static Map<String, String> variables(Map<?, ?> approved, Map<?, ?> payload) {
    List<?> names =
        approved.get("variables") instanceof List<?> listed
            ? listed
            : payload.get("parameters") instanceof List<?> all ? all : List.of();
    Map<?, ?> values = payload.get("values") instanceof Map<?, ?> given ? given : Map.of();
    Map<String, String> variables = new LinkedHashMap<>();
    for (Object name : names) {
      String key = String.valueOf(variables.size() + 1);
      variables.put(key, value(String.valueOf(name), values.get(name), payload));
    }
    return variables;
  }

  private static String value(String name, @Nullable Object value, Map<?, ?> payload) {
    String text =
        value == null
            ? absent(name, payload)
            : GAP.matcher(String.valueOf(value).strip()).replaceAll(" ");
    if (text.isEmpty()) {
      throw new NotSendable(
          "TWILIO_TEMPLATE: falta o valor de '%s' do modelo '%s', e o WhatsApp não aceita variável vazia"
              .formatted(name, payload.get("template")));
    }
    return text;
  }

  /** Only an optional parameter of the file can be without a value. */
  private static String absent(String name, Map<?, ?> payload) {
    return payload.get("parameters") instanceof List<?> all && all.contains(name) ? ABSENT : "";
  }

  private Map<String, String> content(String sid, Map<String, String> variables) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ContentSid", sid);
    if (!variables.isEmpty()) {
      try {
        fields.put("ContentVariables", json.writeValueAsString(variables));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Texts can always be written as JSON", e);
      }
    }
    return fields;
  }
}
