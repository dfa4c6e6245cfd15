package dev.recado.systems.meta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template as the Cloud API wants it (docs/contracts.md#meta-templates).
 *
 * <p>The template's file may say under {@code approved: meta:} how Meta knows it: {@code name},
 * {@code language}, {@code parameters} and {@code header} (names of parameters in order), and
 * {@code buttons} (the payload of each quick reply, or {@code url} with the name of a parameter).
 */
final class MetaTemplate {

  private static final String FALLBACK_VALUE = "texto";

  /** For an optional value that is missing: Meta takes no empty one. */
  private static final String ABSENT = "-";

  private final String name;
  private final Map<?, ?> payload;
  private final boolean windowOpen;
  private final Map<?, ?> approved;

  private MetaTemplate(Map<?, ?> payload, boolean windowOpen) {
    this.payload = payload;
    this.windowOpen = windowOpen;
    this.approved = approved(payload) instanceof Map<?, ?> map ? map : Map.of();
    Object own = approved(payload) instanceof String text ? text : approved.get("name");
    this.name = String.valueOf(own == null ? payload.get("template") : own);
  }

  private static @Nullable Object approved(Map<?, ?> payload) {
    return payload.get("approved") instanceof Map<?, ?> map ? map.get(MetaProvider.NAME) : null;
  }

  /** Tells whether the template's file says how Meta knows it. */
  static boolean known(Map<?, ?> payload) {
    return approved(payload) != null;
  }

  /**
   * Writes the template of a message.
   *
   * @param windowOpen whether a text can go in its place
   * @throws UnsendableException if a value is missing: Meta takes no empty one
   */
  static Map<String, Object> of(Map<?, ?> payload, boolean windowOpen) {
    return new MetaTemplate(payload, windowOpen).written();
  }

  private Map<String, Object> written() {
    Object language = approved.get("language");
    Object code = language == null ? payload.get("language") : language;
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("name", name);
    template.put("language", Map.of("code", code == null ? "pt_BR" : String.valueOf(code)));
    List<Object> components = new ArrayList<>();
    add(components, "header", names(approved.get("header")));
    add(components, "body", parameters());
    buttons(components);
    if (!components.isEmpty()) {
      template.put("components", components);
    }
    return template;
  }

  /** A late reply has one value, whatever the parameters of its template are called. */
  private List<String> parameters() {
    if (Boolean.TRUE.equals(payload.get("fallback"))) {
      return List.of(FALLBACK_VALUE);
    }
    Object own = approved.get("parameters");
    return names(own == null ? payload.get("parameters") : own);
  }

  private static List<String> names(@Nullable Object names) {
    return names instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private void add(List<Object> components, String type, List<String> parameters) {
    if (!parameters.isEmpty()) {
      components.add(
          Map.of("type", type, "parameters", parameters.stream().map(this::value).toList()));
    }
  }

  private Map<String, Object> value(String parameter) {
    Object given = payload.get("values") instanceof Map<?, ?> values ? values.get(parameter) : null;
    String text = given == null ? absent(parameter) : oneLine(String.valueOf(given));
    if (text.isEmpty()) {
      throw new UnsendableException(
          "TEMPLATE_PARAMETER: o modelo '%s' precisa de '%s', e a mensagem não traz esse valor; a Meta não aceita parâmetro vazio"
              .formatted(name, parameter));
    }
    return Map.of("type", "text", "text", text);
  }

  /** Only an optional parameter of the file can be without a value. */
  private String absent(String parameter) {
    boolean optional = payload.get("parameters") instanceof List<?> all && all.contains(parameter);
    return optional && !windowOpen ? ABSENT : "";
  }

  /** Meta refuses line breaks, tabs and more than three blanks in a row. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\t\\v]\\s*", " ").replaceAll(" {4,}", " ");
  }

  private void buttons(List<Object> components) {
    if (!(approved.get("buttons") instanceof List<?> buttons)) {
      return;
    }
    for (int i = 0; i < buttons.size(); i++) {
      Object url = buttons.get(i) instanceof Map<?, ?> map ? map.get("url") : null;
      Object reply = buttons.get(i) instanceof Map<?, ?> map ? map.get("payload") : buttons.get(i);
      Map<String, Object> button = new LinkedHashMap<>();
      button.put("type", "button");
      button.put("sub_type", url == null ? "quick_reply" : "url");
      button.put("index", String.valueOf(i));
      button.put(
          "parameters",
          List.of(
              url == null
                  ? Map.of("type", "payload", "payload", String.valueOf(reply))
                  : value(String.valueOf(url))));
      components.add(button);
    }
  }
}
