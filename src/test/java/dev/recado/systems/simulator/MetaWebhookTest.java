package dev.recado.systems.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.SettableClock;
import dev.recado.spine.ingress.Hmac;
import dev.recado.systems.simulator.SimulatedPhones.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the simulator's webhooks with the samples of Meta's. */
class MetaWebhookTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-07-14T12:00:00.123Z");
  private static final String NUMBER = "106540352242922";
  private static final String CHAT = "5521976540001";

  private final MetaWebhook webhook = new MetaWebhook(new SettableClock(NOW));

  @ParameterizedTest
  @CsvSource({
    "IMAGE, comprovante, webhook-image.json",
    "AUDIO, '', webhook-audio-voice.json",
    "DOCUMENT, segue, webhook-document.json",
  })
  void aFileHasExactlyTheMembersOfTheSample(MessageType type, String text, String sample)
      throws IOException {
    SampleFile file = SampleFile.of(type).orElseThrow();
    Extras extras =
        Extras.file(new Extras.Media(file.mediaId(), file.file(), type.mimetype(), null));
    same(message(type, text, extras, null), sample);
  }

  @Test
  void aTextHasExactlyTheMembersOfTheSampleAndNoByteThatIsNotAscii() throws IOException {
    byte[] written =
        webhook.message(NUMBER, message(MessageType.TEXT, "Olá! Preço?", Extras.NONE, null));
    assertThat(members(JSON.readTree(written))).isEqualTo(members(sample("webhook-text.json")));
    assertThat(new String(written, StandardCharsets.US_ASCII)).contains("Ol\\u00E1! Pre\\u00E7o?");
    JsonNode message = JSON.readTree(written).at("/entry/0/changes/0/value/messages/0");
    assertThat(message.get("timestamp").asText()).isEqualTo("1784030400");
    assertThat(message.get("from").asText()).isEqualTo(CHAT);
  }

  @Test
  void aPressedButtonAndAPressedRowHaveExactlyTheMembersOfTheSamples() throws IOException {
    Choice choice = new Choice("row_2via", "Segunda via", "Receber o boleto de novo");
    same(
        message(
            MessageType.TEXT, "Segunda via", Extras.pressed(choice.pressed()), offer("buttons")),
        "webhook-interactive-button-reply.json");
    same(
        message(MessageType.TEXT, "Segunda via", Extras.pressed(choice), offer("list")),
        "webhook-interactive-list-reply.json");
    same(
        message(MessageType.TEXT, "Segunda via", Extras.pressed(choice), offer("template")),
        "webhook-template-quick-reply-button.json");
  }

  @Test
  void aReactionAndAHiddenPersonHaveExactlyTheMembersOfTheSamples() throws IOException {
    Extras reaction = Extras.reaction(new Extras.Reaction("wamid.HBgNBTN==", "👍"));
    same(message(MessageType.TEXT, "", reaction, null), "webhook-reaction.json");
    Incoming hidden =
        new Incoming(
            "wamid.A", "BR.13491208655302741918", MessageType.TEXT, "oi", "Maria Silva", NOW);
    same(hidden, "webhook-text-bsuid-only-no-phone.json");
  }

  @Test
  void aTakenBackReactionHasNoEmoji() throws IOException {
    Extras reaction = Extras.reaction(new Extras.Reaction("wamid.HBgNBTN==", ""));
    JsonNode written =
        JSON.readTree(webhook.message(NUMBER, message(MessageType.TEXT, "", reaction, null)));
    assertThat(written.at("/entry/0/changes/0/value/messages/0/reaction").has("emoji")).isFalse();
  }

  @Test
  void aPlaceHasItsDegreesAsNumbers() throws IOException {
    Extras place =
        Extras.place(new Extras.Place(new BigDecimal("-23.5"), new BigDecimal("-46.25"), "Loja"));
    JsonNode written =
        JSON.readTree(webhook.message(NUMBER, message(MessageType.LOCATION, "", place, null)));
    assertThat(written.at("/entry/0/changes/0/value/messages/0/location"))
        .isEqualTo(
            JSON.readTree("{\"latitude\": -23.5, \"longitude\": -46.25, \"name\": \"Loja\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER, webhook-status-sent.json",
    "DEVICE, webhook-status-delivered.json",
    "READ, webhook-status-read.json"
  })
  void aStatusHasExactlyTheMembersOfTheSample(Ack ack, String sample) throws IOException {
    // The sample of a read message lacks the data that the request gave.
    Message sent = offer("template");
    JsonNode written =
        JSON.readTree(webhook.status(NUMBER, ack == Ack.READ ? plain(sent) : sent, ack));
    assertThat(members(written)).isEqualTo(members(sample(sample)));
    String state = "/entry/0/changes/0/value/statuses/0/status";
    assertThat(written.at(state)).isEqualTo(sample(sample).at(state));
  }

  @Test
  void aFailureIsTheSample() throws IOException {
    JsonNode written =
        JSON.readTree(webhook.failed(NUMBER, plain(offer("text")), MetaFailure.OUTSIDE_WINDOW));
    JsonNode sample = sample("webhook-status-failed-131047-outside-24h.json");
    assertThat(members(written)).isEqualTo(members(sample));
    String errors = "/entry/0/changes/0/value/statuses/0/errors";
    assertThat(written.at(errors)).isEqualTo(sample.at(errors));
  }

  @Test
  void aMessageOfTheBusinessHasExactlyTheMembersOfTheSample() throws IOException {
    JsonNode written =
        JSON.readTree(
            webhook.echo(NUMBER, message(MessageType.TEXT, "Respondido", Extras.NONE, null)));
    assertThat(members(written)).isEqualTo(members(sample("webhook-smb_message_echoes.json")));
    assertThat(written.at("/entry/0/changes/0/field").asText()).isEqualTo("smb_message_echoes");
  }

  @Test
  void theSignatureIsMetas() {
    byte[] body = Samples.bytes("meta/webhook-text.json");
    assertThat(Posting.meta("meta-test-app-secret", body).headers().apply(NOW))
        .containsEntry(
            "X-Hub-Signature-256",
            "sha256=51bbc6a857e85ea3be9d9e0cff64948fce329a3d7d5b97739b5fc4c1ddf053a1")
        .containsEntry(
            "X-Hub-Signature-256",
            "sha256=" + Hmac.hex("HmacSHA256", "meta-test-app-secret", body));
  }

  private void same(Incoming message, String sample) throws IOException {
    JsonNode written = JSON.readTree(webhook.message(NUMBER, message));
    assertThat(members(written)).as(sample).isEqualTo(members(sample(sample)));
    String type = "/entry/0/changes/0/value/messages/0/type";
    assertThat(written.at(type)).isEqualTo(sample(sample).at(type));
  }

  private static Incoming message(
      MessageType type, String text, Extras extras, @Nullable Message about) {
    return new Incoming("wamid.A", CHAT, type, text, "Maria Silva", NOW, extras, about);
  }

  /** A message of the business, also a template, with data that statuses repeat. */
  private static Message offer(String kind) {
    Extras extras =
        Extras.template(new Extras.Template("lembrete", "pt_BR", List.of()), List.of())
            .calledBack("outbox:1");
    return new Message(
        "wamid.B", CHAT, CHAT, "meta", NUMBER, true, kind, "Escolha", extras, 2, NOW);
  }

  private static Message plain(Message message) {
    return new Message(
        message.id(),
        message.phone(),
        message.chatId(),
        message.provider(),
        message.account(),
        true,
        message.kind(),
        message.text(),
        message.extras().calledBack(null),
        message.ack(),
        message.at());
  }

  private static JsonNode sample(String name) throws IOException {
    return JSON.readTree(Samples.bytes("meta/" + name));
  }

  /** The paths of all members. */
  private static Set<String> members(JsonNode tree) {
    Set<String> paths = new TreeSet<>();
    collect(tree, "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String path, Set<String> paths) {
    node.properties()
        .forEach(
            member -> {
              paths.add(path + "/" + member.getKey());
              collect(member.getValue(), path + "/" + member.getKey(), paths);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), path + "/" + i, paths);
    }
  }
}
