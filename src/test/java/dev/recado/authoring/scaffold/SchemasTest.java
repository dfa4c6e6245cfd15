package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the schemas for editors accept and refuse. */
class SchemasTest {

  private static final Path ROUTES = Path.of("routes");
  private static final JsonSchema ROUTE = schema("route.json");
  private static final JsonSchema TEST = schema("test.json");
  private static final JsonSchema KAMELET = schema("kamelet.json");

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(VersionFlag.V7)
        .getSchema(SchemaLocation.of(Path.of("schemas", name).toUri().toString()));
  }

  static List<Path> routeFiles() throws IOException {
    return files(".camel.yaml");
  }

  static List<Path> kameletFiles() throws IOException {
    return files(".kamelet.yaml");
  }

  static List<Path> files() throws IOException {
    return Stream.of(".camel.yaml", ".kamelet.yaml", ".test.yaml")
        .flatMap(end -> uncheckedFiles(end).stream())
        .toList();
  }

  private static List<Path> uncheckedFiles(String end) {
    try {
      return files(end);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void theCommittedSchemasAreUpToDate() throws IOException {
    for (var file : new Schemas(RouteFolder.at(ROUTES).read()).files().entrySet()) {
      assertThat(Files.readString(Path.of("schemas", file.getKey())).equals(file.getValue()))
          .as("schemas/%s is not up to date: run make schemas", file.getKey())
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void everyRouteFollowsTheSchemaOfEditors(Path file) throws IOException {
    assertThat(ROUTE.validate(yaml(Files.readString(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kameletFiles")
  void everyKameletFollowsTheSchemaOfEditors(Path file) throws IOException {
    assertThat(KAMELET.validate(yaml(Files.readString(file)))).isEmpty();
  }

  @Test
  void everyTestFollowsTheSchemaOfEditors() throws IOException {
    for (Path file : files(".test.yaml")) {
      assertThat(TEST.validate(yaml(Files.readString(file)))).as(file.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileNamesItsSchemaInALineThatResolves(Path file) throws IOException {
    String first = Files.readString(file).lines().findFirst().orElse("");
    assertThat(first).startsWith("# yaml-language-server: $schema=");
    Path schema = file.resolveSibling(first.substring(first.indexOf('=') + 1)).normalize();
    assertThat(schema).exists().startsWith(Path.of("schemas"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{uri: 'kamelet:whatsapp-text', parameters: {to: '${body[phone]}', text: Oi, reply: true}}",
        "{uri: 'kamelet:http-call', parameters: {url: 'https://a.example', method: '${variable.how}'}}",
        "{uri: 'kamelet:conversation-remember'}",
        "{uri: 'direct:another-flow'}",
        "{uri: 'https://api.example.com/prices', parameters: {httpMethod: GET}}",
      })
  void aGoodStepPasses(String step) {
    assertThat(ROUTE.validate(route("to", step))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // An unknown Kamelet
        "{uri: 'kamelet:whatsap-text', parameters: {to: a, text: b}}",
        // An unknown parameter
        "{uri: 'kamelet:whatsapp-text', parameters: {to: a, txt: b, text: c}}",
        // A missing required parameter
        "{uri: 'kamelet:whatsapp-text', parameters: {to: a}}",
        "{uri: 'kamelet:wait'}",
        // A value that is not in the list
        "{uri: 'kamelet:http-call', parameters: {url: 'https://a.example', method: GET}}",
        "{uri: 'kamelet:whatsapp-text', parameters: {to: a, text: b, reply: maybe}}",
        // No value at all
        "{uri: 'kamelet:whatsapp-text', parameters: {to: a, text: }}",
        // An error that Camel's own schema finds
        "{uri: 'direct:a', parameter: {}}",
      })
  void aBadStepIsRefused(String step) {
    assertThat(ROUTE.validate(route("to", step))).as("to").isNotEmpty();
    assertThat(ROUTE.validate(route("toD", step))).as("toD").isNotEmpty();
  }

  private static JsonNode route(String kind, String step) {
    return yaml(
        """
        - route:
            id: a
            from:
              uri: direct:form.submitted
              steps:
                - %s: %s
        """
            .formatted(kind, step));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cases: []",
        "flow: a",
        "{flow: a, cases: [{name: b, when: {event: {type: form.submitted}}}]}",
        "{flow: a, cases: [{name: b, when: {}, expect: []}]}",
        "{flow: a, cases: [{name: b, when: {event: {type: form.submited}}, expect: []}]}",
        "{flow: a, cases: [{name: b, when: {webhook: {source: odo, file: c}}, expect: []}]}",
        "{flow: a, cases: [{name: b, when: {event: {type: c}}, expect: [{whatsapp-txt: {}}]}]}",
        "{flow: a, cases: [{name: b, when: {event: {type: c}}, expect: [{whatsapp-text: {txt: d}}]}]}",
        "{flow: a, cases: [{name: b, when: {event: {type: c}}, expect: [{drop: {reason: {contain: d, contains: e}}}]}]}",
        "{flow: a, given: {clok: x}, cases: [{name: b, when: {event: {type: c}}, expect: []}]}",
        "{flow: a, given: {company: {nome: A}}, cases: [{name: b, when: {event: {type: c}}, expect: []}]}",
        "{flow: a, given: {clock: tomorrow}, cases: [{name: b, when: {event: {type: c}}, expect: []}]}",
        "{flow: a, cases: [{name: b, steps: [], when: {event: {type: c}}, expect: []}]}",
      })
  void aBadTestIsRefused(String test) {
    assertThat(TEST.validate(yaml(test))).isNotEmpty();
  }

  @Test
  void aTestWithEveryFieldPasses() {
    Set<ValidationMessage> found =
        TEST.validate(
            yaml(
                """
                flow: a
                given: {clock: "2026-12-01T10:00:00-03:00", company: fixtures/a, settings: {recado.odoo.url: ""}}
                cases:
                  - name: One arrival
                    given:
                      company:
                      rows: {client: [{name: João}]}
                      llm: [{intent: interesse, confidence: 0.9, reply: Oi}, {raw: "{"}, {away: true}]
                      odoo: {account.move: [{id: 4}], calls: {get_portal_url: /a}}
                      answers: {ask: [{body: {a: 1}}, {status: 404}, {away: true}]}
                    when: {webhook: {source: waha, file: fixtures/a.json, headers: {X-A: b}}}
                    expect:
                      - whatsapp-text: {to: "5511", text: {matches: "a.*"}, due: {absent: true}}
                      - wait: {for: 5s, then: b}
                      - dead: {reason: {contains: x}}
                  - name: A dialogue
                    steps:
                      - {when: {message: {from: "5511", text: Oi, name: Ana, kind: text}}, expect: []}
                      - {after: 2h, when: {event: {type: conversation.turn, subject: a, body: {}}}, expect: []}
                """));
    assertThat(found).isEmpty();
  }

  private static JsonNode yaml(String text) {
    return KameletShape.yaml(text);
  }
}
