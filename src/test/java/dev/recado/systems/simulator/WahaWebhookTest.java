package dev.recado.systems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.SettableClock;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the simulator's webhooks with the samples of real ones. */
class WahaWebhookTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-07-14T12:00:00.123Z");
  private static final String CHAT = "5521976540001@c.us";

  private final WahaWebhook webhook = new WahaWebhook(new SettableClock(NOW));

  @Test
  void aTextHasExactlyTheMembersOfTheSample() throws IOException {
    JsonNode written =
        JSON.readTree(webhook.message("default", message(MessageType.TEXT), "files"));
    JsonNode sample = sample("webhook-message-text.noweb.json");

    assertThat(members(written)).isEqualTo(members(sample));
    assertThat(written.at("/payload/id").asText()).isEqualTo("false_" + CHAT + "_3EB0A1");
    assertThat(written.at("/payload/timestamp").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(written.at("/timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    assertThat(written.at("/id").asText()).matches("evt_[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void anImageHasExactlyTheMembersOfTheSample() throws IOException {
    JsonNode written =
        JSON.readTree(webhook.message("default", message(MessageType.IMAGE), "http://hub/files"));
    JsonNode sample = sample("webhook-message-image.json");

    assertThat(members(written)).containsAll(members(sample));
    assertThat(written.at("/payload/media/url").asText()).isEqualTo("http://hub/files/3EB0A1.jpeg");
  }

  @Test
  void anAcknowledgementHasExactlyTheMembersOfTheSample() throws IOException {
    JsonNode written = JSON.readTree(webhook.acknowledgement("default", CHAT, "3EB0A1", Ack.READ));
    JsonNode sample = sample("webhook-message.ack-read.json");

    assertThat(members(written)).isEqualTo(members(sample));
    assertThat(written.at("/payload/ack")).isEqualTo(sample.at("/payload/ack"));
    assertThat(written.at("/payload/ackName")).isEqualTo(sample.at("/payload/ackName"));
  }

  private static Incoming message(MessageType type) {
    return new Incoming("3EB0A1", CHAT, type, "Oi", "Maria Silva", NOW);
  }

  private static JsonNode sample(String name) throws IOException {
    return JSON.readTree(Samples.bytes("waha/" + name));
  }

  /** The paths of all members except those in the metadata, which a user chooses freely. */
  private static Set<String> members(JsonNode tree) {
    Set<String> paths = new TreeSet<>();
    collect(tree, "", paths);
    paths.removeIf(path -> path.startsWith("/metadata/"));
    return paths;
  }

  private static void collect(JsonNode node, String path, Set<String> paths) {
    node.properties()
        .forEach(
            member -> {
              String inner = path + "/" + member.getKey();
              paths.add(inner);
              collect(member.getValue(), inner, paths);
            });
  }
}
