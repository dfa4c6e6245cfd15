package dev.recado.authoring.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventState;
import dev.recado.spine.intake.Rehearsal.Decided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * After a webhook with any value in any field, the next good webhook still passes.
 *
 * <p>It uses the real sources, readers, flows, sinks and tables, on a real PostgreSQL.
 */
class HostileRecordsTest {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Sample webhooks with their sources. */
  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("odoo", "odoo/webhook-account.move.json"),
          new Sample("odoo", "odoo/webhook-account.move-many2one-pair-variant.json"),
          new Sample("odoo", "odoo/webhook-crm.lead.json"),
          new Sample("waha", "waha/webhook-message-text.noweb.json"),
          new Sample("waha", "waha/webhook-message-text.webjs.json"),
          new Sample("waha", "waha/webhook-message-text.lid.json"),
          new Sample("waha", "waha/webhook-message-image.json"),
          new Sample("waha", "waha/webhook-message-group.json"),
          new Sample("waha", "waha/webhook-message-reply-quoted.json"),
          new Sample("waha", "waha/webhook-message.any-own-from-phone.json"),
          new Sample("waha", "waha/webhook-message.ack-read.json"),
          new Sample("waha", "waha/webhook-message.ack-error.json"),
          new Sample("waha", "waha/webhook-message.reaction.json"),
          new Sample("waha", "waha/webhook-session.status-failed.json"),
          new Sample("rdstation", "rdstation/webhook-converted.json"),
          new Sample("rdstation", "rdstation/webhook-marked-opportunity.json"),
          new Sample("rdstation", "rdstation/webhook-legacy-leads.json"),
          new Sample("kommo", "kommo/webhook-message-add-incoming.form"),
          new Sample("kommo", "kommo/webhook-message-add-attachment.form"),
          new Sample("kommo", "kommo/webhook-message-add-outgoing-user.form"),
          new Sample("kommo", "kommo/webhook-contacts-add.form"),
          new Sample("kommo", "kommo/webhook-contacts-update.form"),
          new Sample("kommo", "kommo/webhook-leads-add.form"),
          new Sample("kommo", "kommo/webhook-leads-status.form"),
          new Sample("kommo", "kommo/webhook-leads-responsible.form"),
          new Sample("kommo", "kommo/webhook-leads-delete.form"),
          new Sample("kommo", "kommo/webhook-leads-note.form"),
          new Sample("kommo", "kommo/webhook-talk-add.form"),
          new Sample("kommo", "kommo/webhook-task-add.form"),
          new Sample("form", "{\"nome\":\"Ana\",\"telefone\":\"11987654321\",\"mensagem\":\"Oi\"}"),
          new Sample("form", "nome=Ana&telefone=11987654321&email=ana%40exemplo.com&area=x"));

  private record Sample(String source, String text) {

    String body() {
      // The samples have another session than the hub listens to.
      return text.contains("/webhook")
          ? Samples.text(text).replace("loja-centro", "default")
          : text;
    }
  }

  private static final Scene SCENE = Scene.open();
  private static int number;

  private record Scene(OneConnection database, Stage stage) {

    static Scene open() {
      try {
        RouteFiles files = RouteFolder.at(Path.of("routes")).read();
        OneConnection database =
            new OneConnection(new OneConnection.Address(TestServers.jdbcUrl(), "postgres", ""));
        database.open();
        Stage stage = new Stage(database);
        stage.take(files);
        Given nothing = Given.of(null, null);
        stage.begin(nothing, new Script(new Spot("tests/hostile.test.yaml", 1, 1), nothing, files));
        return new Scene(database, stage);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterContainer
  static void stop() throws Exception {
    SCENE.stage().close();
    SCENE.database().close();
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void afterAnyValueInAFieldTheNextGoodEventPasses(@ForAll("hostile") Post post) throws Exception {
    take(record(post.source(), post.body(), post.headers()));
    runWhatIsDue();

    number++;
    List<Decided> good =
        take(record("form", "{\"nome\": \"Bom\"}", Map.of("Idempotency-Key", "good-" + number)));
    assertThat(good).extracting(Decided::end).containsExactly(EventState.DROPPED);
  }

  private static List<Decided> take(InboundRecord record) throws InterruptedException {
    return SCENE.stage().rehearsal().take(record);
  }

  private static void runWhatIsDue() {
    for (int runs = 0; runs < 20 && !SCENE.stage().rehearsal().runDue().isEmpty(); runs++) {
      // Goes on with the next record.
    }
  }

  private static InboundRecord record(String source, String body, Map<String, String> headers) {
    return SCENE.stage().record(source, headers, type(body), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String type(String body) {
    return body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded";
  }

  private record Post(String source, String body, Map<String, String> headers) {

    @Override
    public String toString() {
      return source + " " + body.substring(0, Math.min(body.length(), 2_000));
    }
  }

  @Provide
  Arbitrary<Post> hostile() {
    return Combinators.combine(
            Arbitraries.of(SAMPLES),
            Arbitraries.integers().between(0, 10_000),
            Arbitraries.of(texts()),
            Arbitraries.of(values()))
        .as(HostileRecordsTest::post);
  }

  private static Post post(Sample sample, int field, String text, JsonNode value) {
    String body = sample.body();
    boolean json = body.startsWith("{");
    Map<String, String> headers =
        sample.source().equals("form") && field % 3 == 0
            ? Map.of("Idempotency-Key", text)
            : Map.of();
    return new Post(
        sample.source(), json ? inJson(body, field, value) : inForm(body, field, text), headers);
  }

  private static String inJson(String body, int field, JsonNode value) {
    try {
      JsonNode tree = JSON.readTree(body);
      List<Consumer<JsonNode>> places = new ArrayList<>();
      places(tree, places);
      places.get(field % places.size()).accept(value);
      return JSON.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void places(JsonNode node, List<Consumer<JsonNode>> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                places.add(value -> object.set(entry.getKey(), value));
                places(entry.getValue(), places);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int place = i;
        places.add(value -> array.set(place, value));
        places(array.get(i), places);
      }
    }
  }

  private static String inForm(String body, int field, String text) {
    String[] pairs = body.strip().split("&");
    int chosen = field % pairs.length;
    pairs[chosen] =
        pairs[chosen].split("=", 2)[0] + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    return String.join("&", pairs);
  }

  private static List<String> texts() {
    return List.of(
        "",
        " ",
        "1\u0000",
        "\u0000",
        "\uD83D",
        "a\uDE00b",
        "x".repeat(100_000),
        random(6_000),
        "a ".repeat(30_000),
        "9".repeat(6_000),
        "-1",
        "1e999999999",
        "9223372036854775808",
        "\u202E\u0645\u0631\u062D\u0628\u0627",
        "((((".repeat(5_000),
        "' or 1=1 --",
        "{{x}} ${body} $simple{body}");
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    new java.util.Random(7).ints(length, '!', '~').forEach(c -> text.append((char) c));
    return text.toString();
  }

  private static List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>();
    texts().forEach(text -> values.add(JSON.valueToTree(text)));
    for (String json :
        Arrays.asList(
            "null",
            "true",
            "[]",
            "{}",
            "[null]",
            "-1",
            "1e308",
            "123456789012345678901234567890",
            "{\"a\\u0000\": \"\\u0000\"}",
            "[".repeat(40) + "]".repeat(40),
            "[".repeat(900) + "]".repeat(900))) {
      try {
        values.add(JSON.readTree(json));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return values;
  }
}
