package dev.recado.spine.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.effect.EffectComponent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Whatever text a parameter holds arrives character by character, in contexts as the hub builds
 * them.
 */
class AnyParameterTest {

  /** What Camel and YAML have a meaning for. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\r\n",
          "\r",
          "\t",
          " ",
          "  ",
          ")&",
          "}&",
          "RAW(",
          "RAW{",
          ")",
          "(",
          "{",
          "}",
          "[",
          "]",
          "?",
          "&",
          "&&",
          "%",
          "%41",
          "+",
          "#",
          "'",
          "\"",
          "'''",
          "@",
          "@@[",
          "]@@",
          "a=b",
          "/",
          "://",
          ":",
          ",",
          ";",
          "|",
          "<",
          ">",
          "-",
          "- ",
          "*",
          "!",
          "~",
          "^",
          "`",
          "😀",
          "ç",
          "中",
          "\u0301",
          "\u2983",
          "\u2984",
          "\u29830\u2984",
          "\u2983a\u2984",
          "\u0001",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\ufffe",
          "?nested=true",
          "text",
          "Olá",
          "$",
          "resource",
          "0");

  /** In settings and constants: what Simple or Camel's placeholders have a meaning for, too. */
  private static final List<String> MORE = List.of("\\", "\\n", "C:\\", "${body}", "$simple{body}");

  private static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: %s
      spec:
        definition:
          type: object
          properties:
            text:
              type: string
        template:
          from:
            uri: kamelet:source
            steps:
      %s
      """;

  private static final Map<String, String> KAMELETS =
      Map.of(
          "kamelets/told.kamelet.yaml",
          KAMELET.formatted(
              "told",
              """
              - to:
                  uri: effect:told
                  parameters:
                    text: "RAW({{text}})"
              """
                  .indent(8)),
          "kamelets/plain.kamelet.yaml",
          KAMELET.formatted(
              "plain",
              """
              - to:
                  uri: effect:told
                  parameters:
                    text: "{{text}}"
              """
                  .indent(8)),
          "kamelets/nested.kamelet.yaml",
          KAMELET.formatted(
              "nested",
              """
              - to:
                  uri: kamelet:told
                  parameters:
                    text: "{{text}}"
              """
                  .indent(8)),
          "kamelets/optional.kamelet.yaml",
          KAMELET.formatted(
              "optional",
              """
              - to:
                  uri: kamelet:told
                  parameters:
                    text: "{{?text}}"
              """
                  .indent(8)),
          "kamelets/maybe.kamelet.yaml",
          KAMELET.formatted(
              "maybe",
              """
              - to:
                  uri: effect:told
                  parameters:
                    text: "{{?text}}"
                    also: "this & that"
              """
                  .indent(8)),
          "kamelets/constant.kamelet.yaml",
          KAMELET.formatted(
              "constant",
              """
              - setBody:
                  constant: "{{text}}"
              """
                  .indent(8)),
          "kamelets/simple.kamelet.yaml",
          KAMELET.formatted(
              "simple",
              """
              - setBody:
                  simple: "{{text}}"
              """
                  .indent(8)));

  private final List<@Nullable Object> told = new ArrayList<>();

  @Provide
  Arbitrary<List<String>> texts() {
    return some(PIECES);
  }

  @Provide
  Arbitrary<List<String>> settings() {
    List<String> pieces = new ArrayList<>(PIECES);
    pieces.addAll(List.of("{{", "}}", "{{nome}}", "{{?x}}", "{{a:b}}"));
    return some(pieces);
  }

  @Provide
  Arbitrary<List<String>> constants() {
    List<String> pieces = new ArrayList<>(PIECES);
    pieces.addAll(MORE);
    return some(pieces);
  }

  private static Arbitrary<List<String>> some(List<String> pieces) {
    return Arbitraries.of(pieces)
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(list -> String.join("", list))
        // Double braces name a setting, and a text beside a resource's name reads that resource.
        .filter(text -> pieces.contains("{{") || !text.contains("{{") && !text.contains("}}"))
        // Simple would call a function.
        .filter(text -> pieces.contains("${body}") || !text.matches("(?s).*\\$\\w*\\{.*"))
        .filter(text -> !text.startsWith("resource:"))
        .list()
        .ofSize(12);
  }

  @Property(tries = 25)
  void throughAnEffectKamelet(@ForAll("texts") List<String> texts) throws IOException {
    assertThat(effects("kamelet:told", texts, Map.of())).isEqualTo(texts);
  }

  @Property(tries = 15)
  void throughAnEffectKameletThatPassesItsPropertyOnAsItIs(@ForAll("texts") List<String> texts)
      throws IOException {
    assertThat(effects("kamelet:plain", texts, Map.of())).isEqualTo(texts);
  }

  @Property(tries = 15)
  void throughNestedKamelets(@ForAll("texts") List<String> texts) throws IOException {
    assertThat(effects("kamelet:nested", texts, Map.of())).isEqualTo(texts);
    assertThat(effects("kamelet:optional", texts, Map.of())).isEqualTo(texts);
  }

  @Property(tries = 15)
  void straightToAnEffect(@ForAll("texts") List<String> texts) throws IOException {
    assertThat(effects("effect:told", texts, Map.of())).isEqualTo(texts);
  }

  @Property(tries = 25)
  void fromASetting(@ForAll("settings") List<String> texts) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> named = new ArrayList<>();
    for (String text : texts) {
      String name = "recado.flow.n" + named.size();
      settings.put(name, text);
      named.add("{{" + name + "}}");
    }
    for (String kamelet : List.of("told", "plain", "nested")) {
      assertThat(effects("kamelet:" + kamelet, named, settings)).isEqualTo(texts);
    }
    assertThat(bodies("kamelet:constant", named, settings)).isEqualTo(texts);
  }

  @Property(tries = 25)
  void throughTheConstantOfAnActionKamelet(@ForAll("constants") List<String> texts)
      throws IOException {
    assertThat(bodies("kamelet:constant", texts, Map.of())).isEqualTo(texts);
  }

  @Property(tries = 15)
  void throughTheExpressionOfAnActionKamelet(@ForAll("texts") List<String> texts)
      throws IOException {
    assertThat(bodies("kamelet:simple", texts, Map.of())).isEqualTo(texts);
  }

  @Test
  void whatAnEventCarriesStaysData() throws IOException {
    Map<String, Object> body = Map.of("text", "${body}\n{{x}} \\n )& \u2983a\u2984");
    assertThat(effects("kamelet:told", List.of("${body[text]}"), Map.of(), body))
        .containsExactly(body.get("text"));
    assertThat(bodies("kamelet:simple", List.of("${body[text]}"), Map.of(), body))
        .containsExactly(body.get("text"));
  }

  @Test
  void anOptionalPropertyWithoutAValueIsNoParameter() throws IOException {
    run(generation(flow("- to: {uri: kamelet:maybe}"), Map.of()), "all", Map.of());
    assertThat(told).singleElement().isNull();
  }

  private List<@Nullable Object> effects(
      String uri, List<String> texts, Map<String, String> settings) throws IOException {
    return effects(uri, texts, settings, Map.of());
  }

  private List<@Nullable Object> effects(
      String uri, List<String> texts, Map<String, String> settings, Object body)
      throws IOException {
    String steps = texts.stream().map(text -> step(uri, text)).collect(Collectors.joining());
    told.clear();
    run(generation(flow(steps), settings), "all", body);
    return new ArrayList<>(told);
  }

  private List<@Nullable Object> bodies(
      String uri, List<String> texts, Map<String, String> settings) throws IOException {
    return bodies(uri, texts, settings, Map.of());
  }

  private List<@Nullable Object> bodies(
      String uri, List<String> texts, Map<String, String> settings, Object body)
      throws IOException {
    String steps =
        IntStream.range(0, texts.size())
            .mapToObj(i -> step(uri, texts.get(i)) + "    variableReceive: v%d\n".formatted(i))
            .collect(Collectors.joining());
    Exchange exchange = run(generation(flow(steps), settings), "all", body);
    List<@Nullable Object> bodies = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      bodies.add(exchange.getVariable("v" + i));
    }
    return bodies;
  }

  private static Exchange run(Generation generation, String route, Object body) {
    try (Routes routes = new Routes()) {
      routes.replace(generation);
      assertThat(generation.broken()).isEmpty();
      Exchange exchange =
          routes.send(
              "direct:" + route,
              ExchangePattern.InOut,
              filled -> filled.getMessage().setBody(body));
      assertThat(exchange.getException()).isNull();
      return exchange;
    }
  }

  private static String step(String uri, String text) {
    return """
        - to:
            uri: %s
            parameters:
              text: %s
        """
        .formatted(uri, quoted(text));
  }

  /** In double quotes YAML can hold any character. */
  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(c -> c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String flow(String steps) {
    return """
        - route:
            id: all
            nodePrefixId: all-
            from:
              uri: direct:all
              steps:
        """
        + steps.indent(8);
  }

  private Generation generation(String flow, Map<String, String> settings) throws IOException {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("hub", Map.copyOf(settings)));
    spring.refresh();
    RoutePart effects =
        (context, files) -> {
          context.addComponent(
              "effect",
              new EffectComponent(
                  (kind, options) -> (exchange, values) -> told.add(values.get("text"))));
          return Map.of();
        };
    Map<String, byte[]> files = new LinkedHashMap<>();
    KAMELETS.forEach((name, text) -> files.put(name, text.getBytes(UTF_8)));
    files.put("flows/all.camel.yaml", flow.getBytes(UTF_8));
    return new Assembly(spring, List.of(effects)).build(RouteFiles.of(files));
  }
}
