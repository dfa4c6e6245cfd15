package dev.recado.systems.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.SampleShape;
import dev.recado.Samples;
import dev.recado.StubEvolution;
import dev.recado.StubProvider.What;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.engine.TestConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The webhooks of Evolution as events. */
// javac 17 loses the @Nullable inside Map<…> of compiled classes.
@SuppressWarnings("NullAway")
class EvolutionEventsTest {

  private static final String PHONE = "5521976540001";
  private static final String CHAT = PHONE + "@c.us";

  /** What each sample of a webhook is. */
  private static final Map<String, String> SAMPLES =
      Map.of(
          "webhook-connection.update-close-401.json", "whatsapp.session.status",
          "webhook-connection.update-open.json", "whatsapp.session.status",
          "webhook-messages.update-read.json", "whatsapp.message.status",
          "webhook-messages.upsert-image.json", "whatsapp.message.received",
          "webhook-messages.upsert-lid.json", "whatsapp.message.received",
          "webhook-messages.upsert-own-no-ninth-digit.json", "whatsapp.message.sent",
          "webhook-messages.upsert-text.json", "whatsapp.message.received");

  private static final String TEXT = "webhook-messages.upsert-text.json";

  private static final TestChannels CHANNELS =
      new TestChannels()
          .with(channel("loja", "loja-centro", "token-a", "former-a"))
          .with(channel("outra", "loja-norte", "token-b", null));

  private final EvolutionWebhooks webhooks = new EvolutionWebhooks(CHANNELS);
  private final EvolutionEvents events = new EvolutionEvents(Duration.ofDays(3650), CHANNELS);

  private static Channel channel(
      String id, String instance, String token, @Nullable String former) {
    Map<String, String> values = new HashMap<>();
    values.put("url", "http://evolution.example.com");
    values.put("instance", instance);
    values.put("apiKey", "k");
    values.put("webhookToken", token);
    if (former != null) {
      values.put("webhookTokenPrevious", former);
    }
    return TestConnector.channel(id, "evolution", values);
  }

  private Event read(byte[] body) {
    return read("token-a", body);
  }

  private Event read(String token, byte[] body) {
    return events.read(TestConnector.record(webhooks, token, body)).get(0);
  }

  private Event read(ObjectNode tree) {
    return read(TestConnector.bytes(tree.toString()));
  }

  private static byte[] sample(String name) {
    return Samples.bytes("evolution/" + name);
  }

  private static ObjectNode tree(String name) {
    return (ObjectNode) SampleShape.json(sample(name));
  }

  private static ObjectNode data(ObjectNode tree) {
    return (ObjectNode) tree.path("data");
  }

  static Stream<String> files() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/contracts/evolution"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFileOfTheContractIsReadByATest(String file) {
    if (file.startsWith("request-") || file.startsWith("response-")) {
      // EvolutionSendTest compares requests and sorts answers.
      assertThat(Samples.bytes("evolution/" + file)).isNotEmpty();
      return;
    }
    Event event = read(sample(file));
    assertThat(event.type()).isEqualTo(SAMPLES.get(file));
    assertThat(event.body())
        .containsEntry("channel", "loja")
        .containsEntry("session", "loja-centro");
  }

  @Test
  void aTextHasTheFieldsOfEveryProviderAndTheTimeOfWhatsApp() {
    assertThat(read(sample(TEXT)).body())
        .containsEntry("chatId", CHAT)
        .containsEntry("answerTo", PHONE + "@s.whatsapp.net")
        .containsEntry("phone", PHONE)
        .containsEntry("name", "Maria Silva")
        .containsEntry("messageId", "3EB0A1B2C3D4E5F60718")
        .containsEntry("kind", "text")
        .containsEntry("text", "Oi, qual o valor do meu boleto?")
        .containsEntry("sentAt", "2026-07-14T11:59:59Z")
        .containsEntry("fromMe", false);
    ObjectNode text = tree(TEXT);
    data(text).put("messageTimestamp", "1784030399");
    assertThat(read(text).body()).containsEntry("sentAt", "2026-07-14T11:59:59Z");
  }

  @Test
  void theKeyOfTheInstanceIsInNoEvent() {
    for (String name : SAMPLES.keySet()) {
      ObjectNode told = tree(name).put("apikey", "the-instance-key");
      data(told).put("apikey", "the-instance-key");
      assertThat(read(told).body().toString()).as(name).doesNotContain("the-instance-key");
    }
    ObjectNode other = tree(TEXT).put("event", "instance.create").put("apikey", "the-instance-key");
    other.set(
        "data",
        SampleShape.json(
            "{\"hash\":{\"apikey\":\"the-instance-key\"},\"apikey\":\"the-instance-key\"}"
                .getBytes()));
    assertThat(read(other).body().toString()).doesNotContain("the-instance-key");
  }

  @Test
  void aHiddenIdentityComesWithItsPhone() {
    assertThat(read(sample("webhook-messages.upsert-lid.json")).body())
        .containsEntry("chatId", "123456789012345@lid")
        .containsEntry("phone", PHONE)
        .containsEntry("answerTo", PHONE + "@s.whatsapp.net");
    ObjectNode hidden = tree("webhook-messages.upsert-lid.json");
    ((ObjectNode) hidden.at("/data/key")).remove("remoteJidAlt");
    assertThat(read(hidden).body())
        .containsEntry("phone", null)
        .containsEntry("answerTo", "123456789012345@lid");
  }

  @Test
  void anOwnMessageIsThePhonesOrALinkedDevices() {
    assertThat(read(sample("webhook-messages.upsert-own-no-ninth-digit.json")).body())
        .containsEntry("phone", "558591230001")
        .containsEntry("name", null)
        .containsEntry("by", "linked");
    ObjectNode phone = tree("webhook-messages.upsert-own-no-ninth-digit.json");
    ((ObjectNode) phone.at("/data/key")).put("id", "3A0123456789ABCDEF01");
    assertThat(read(phone).body()).containsEntry("by", "app");
    ObjectNode api = tree("webhook-messages.upsert-own-no-ninth-digit.json");
    assertThat(read(api.put("event", "send.message")).body()).containsEntry("by", "api");
  }

  @Test
  void aFileStaysInTheRecordAndIsMarked() {
    ObjectNode image = tree("webhook-messages.upsert-image.json");
    Map<String, @Nullable Object> plain = read(image).body();
    assertThat(plain).containsEntry("kind", "image").containsEntry("text", "comprovante");
    Map<?, ?> media = (Map<?, ?>) Objects.requireNonNull(plain.get("media"));
    assertThat(media.get("ref")).isEqualTo("3EB0IMAGE1");
    assertThat(media.get("mimetype")).isEqualTo("image/jpeg");
    assertThat(media.get("size")).isEqualTo(52012L);
    assertThat(media.get("inline")).isNull();
    ((ObjectNode) image.at("/data/message")).put("base64", "A".repeat(5_000_000));
    Map<String, @Nullable Object> body = read(image).body();
    assertThat(body.toString()).doesNotContain("AAAA");
    assertThat(String.valueOf(body.get("media"))).contains("inline=true");
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, PENDING",
    "SERVER_ACK, SENT",
    "DELIVERY_ACK, DELIVERED",
    "READ, READ",
    "PLAYED, READ",
    "ERROR, FAILED",
    "NEW_WORD, PENDING"
  })
  void anAcknowledgementHasItsState(String status, String state) {
    ObjectNode told = tree("webhook-messages.update-read.json");
    data(told).put("status", status);
    assertThat(read(told).body())
        .containsEntry("messageId", "3EB08A6895830F110A5E4D")
        .containsEntry("state", state);
  }

  @Test
  void thatTheBusinessReadAMessageIsNoReceipt() {
    ObjectNode told = tree("webhook-messages.update-read.json");
    data(told).put("fromMe", false);
    assertThat(read(told).type()).isEqualTo("whatsapp.messages.update");
  }

  @ParameterizedTest
  @CsvSource({"open, WORKING", "connecting, STARTING", "close, STOPPED", "refused, FAILED"})
  void theInstanceTellsItsStateInTheHubsWords(String state, String status) {
    ObjectNode told = tree("webhook-connection.update-open.json");
    data(told).put("state", state);
    assertThat(read(told).body()).containsEntry("status", status).containsKey("at");
  }

  @Test
  void aQrCodeIsToldButNotShown() {
    ObjectNode told = tree("webhook-connection.update-open.json").put("event", "qrcode.updated");
    told.putObject("data").putObject("qrcode").put("code", "2@SECRET").put("base64", "iVBOR");
    assertThat(read(told).body()).containsEntry("status", "SCAN_QR_CODE");
    assertThat(read(told).body().toString()).doesNotContain("2@SECRET", "iVBOR");
    told.putObject("data").put("message", "QR code limit reached").put("statusCode", 500);
    assertThat(read(told).body()).containsEntry("status", "FAILED");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheStubWritesIsRead(What what) {
    try (StubEvolution stub = new StubEvolution()) {
      TestChannels one =
          new TestChannels().with(TestConnector.channel("x", "evolution", stub.credentials()));
      EvolutionWebhooks source = new EvolutionWebhooks(one);
      var posted = Objects.requireNonNull(stub.webhook(what, PHONE, "3EB0AAAA", "olá", "opcao-1"));
      String token = posted.path().substring("/webhooks/evolution/".length());
      Event event =
          new EvolutionEvents(Duration.ZERO, one)
              .read(TestConnector.record(source, token, posted.body()))
              .get(0);
      assertThat(event.type()).isEqualTo(type(what));
      assertThat(event.body().get(key(what))).isEqualTo(value(what));
      assertThat(event.body()).containsEntry("chatId", what == What.EDITED ? null : CHAT);
      if (what == What.BUTTON || what == What.LIST) {
        assertThat(event.body()).containsEntry("button", Map.of("id", "opcao-1", "title", "olá"));
      }
      if (what == What.REPLY) {
        assertThat(String.valueOf(event.body().get("replyTo"))).contains("opcao-1", "a pergunta");
      }
      assertThat(source.trusts(TestConnector.webhook("another-token", posted.body()))).isFalse();
    }
  }

  private static String type(What what) {
    return switch (what) {
      case REACTION -> "whatsapp.message.reaction";
      case EDITED -> "whatsapp.message.edited";
      case DELETED -> "whatsapp.message.revoked";
      case SENT, DELIVERED, READ, FAILED -> "whatsapp.message.status";
      default -> "whatsapp.message.received";
    };
  }

  private static String key(What what) {
    return switch (what) {
      case IMAGE, DOCUMENT, AUDIO, LOCATION -> "kind";
      case REACTION -> "emoji";
      case DELETED -> "messageId";
      case SENT, DELIVERED, READ, FAILED -> "state";
      default -> "text";
    };
  }

  private static String value(What what) {
    return switch (what) {
      case IMAGE -> "image";
      case DOCUMENT -> "document";
      case AUDIO -> "audio";
      case LOCATION -> "location";
      case DELETED -> "3EB0AAAA";
      case SENT, DELIVERED, READ, FAILED -> what.name();
      default -> "olá";
    };
  }

  @Test
  void aDeletionThatIsToldAsAnEditIsADeletionAndASettingIsANotice() {
    ObjectNode told = tree(TEXT).put("event", "messages.edited");
    told.set(
        "data",
        SampleShape.json(
            TestConnector.bytes(
                "{\"key\":{\"remoteJid\":\"5521976540001@s.whatsapp.net\",\"fromMe\":true,\"id\":\"3EB0X\"},\"type\":\"REVOKE\"}")));
    Event revoked = read(told);
    assertThat(revoked.type()).isEqualTo("whatsapp.message.revoked");
    assertThat(revoked.body()).containsEntry("chatId", CHAT).containsEntry("fromMe", true);
    data(told).put("type", "EPHEMERAL_SETTING");
    assertThat(read(told).type()).isEqualTo("whatsapp.message.notice");
  }

  @Test
  void groupsAndStoriesAreMarked() {
    ObjectNode group = tree(TEXT);
    ((ObjectNode) group.at("/data/key"))
        .put("remoteJid", "120363041234567890@g.us")
        .put("participant", "123456789012345@lid")
        .put("participantAlt", PHONE + "@s.whatsapp.net");
    assertThat(read(group).body()).containsEntry("group", true).containsEntry("participant", CHAT);
    ObjectNode story = tree(TEXT);
    ((ObjectNode) story.at("/data/key")).put("remoteJid", "status@broadcast");
    assertThat(read(story).body()).containsEntry("broadcast", true);
  }

  @Test
  void aTokenSpeaksOnlyForItsOwnInstanceAlsoWithTheEventBehindIt() {
    assertThat(webhooks.mayTrust("token-a")).isTrue();
    assertThat(webhooks.mayTrust("token-a/messages-upsert")).isTrue();
    assertThat(webhooks.mayTrust("former-a")).isTrue();
    assertThat(webhooks.mayTrust("token-a2")).isFalse();
    assertThat(webhooks.mayTrust("messages-upsert/token-a")).isFalse();
    assertThat(webhooks.mayTrust(null)).isFalse();
    assertThat(read("token-a/messages-upsert", sample(TEXT)).body())
        .containsEntry("channel", "loja");
    Event foreign = read("token-b", sample(TEXT));
    assertThat(foreign.type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(foreign.body())
        .containsEntry("provider", "evolution")
        .containsEntry("account", "loja-centro")
        .doesNotContainKey("text");
    ObjectNode north = tree(TEXT).put("instance", "loja-norte");
    assertThat(read("token-b", TestConnector.bytes(north.toString())).body())
        .containsEntry("channel", "outra");
  }

  @Test
  void aRepeatedWebhookHasTheSameKey() {
    assertThat(key("token-a", sample(TEXT))).contains("loja/message:").doesNotContain("token");
    ObjectNode later = tree(TEXT).put("date_time", "2026-07-14T09:10:00.000Z");
    assertThat(key("former-a", TestConnector.bytes(later.toString())))
        .isEqualTo(key("token-a", sample(TEXT)));
    byte[] open = sample("webhook-connection.update-open.json");
    assertThat(key("token-a", open)).isEqualTo(key("token-a", open));
    assertThat(key("token-b", sample(TEXT))).isNotEqualTo(key("token-a", sample(TEXT)));
    assertThat(webhooks.identify(TestConnector.webhook("token-a", sample(TEXT))).subject())
        .isEqualTo("whatsapp:552176540001");
  }

  private String key(String token, byte[] body) {
    return webhooks.identify(TestConnector.webhook(token, body)).key();
  }

  @Property(tries = 300)
  void noBytesMakeItThrowAnythingButUnreadable(@ForAll byte[] body) {
    assertThat(webhooks.identify(TestConnector.webhook("token-a", body)).key()).isNotEmpty();
    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> read(body));
  }

  @Property(tries = 300)
  void noDamageToASampleMakesItThrowAnythingButUnreadable(
      @ForAll("places") String place, @ForAll("values") String value) {
    for (String name : SAMPLES.keySet()) {
      ObjectNode tree = tree(name);
      ObjectNode at = (ObjectNode) tree.at(place.substring(0, place.lastIndexOf('/')));
      if (at.isObject()) {
        at.set(place.substring(place.lastIndexOf('/') + 1), SampleShape.json(value.getBytes()));
      }
      byte[] body = TestConnector.bytes(tree.toString());
      assertThat(webhooks.identify(TestConnector.webhook("token-a", body)).key()).isNotEmpty();
      try {
        assertThat(read(body).type()).startsWith("whatsapp.");
      } catch (UnreadableException fine) {
        assertThat(fine.getMessage()).isNotEmpty();
      }
    }
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of(
        List.of(
            "/event",
            "/data",
            "/sender",
            "/data/key",
            "/data/message",
            "/data/messageTimestamp",
            "/data/status",
            "/data/keyId",
            "/data/pushName",
            "/data/contextInfo",
            "/data/state"));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "null",
        "5",
        "-1e400",
        "\"\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "true",
        "[[1]]",
        "[{}]",
        "{\"id\":5}",
        "{\"locationMessage\":{\"degreesLatitude\":1e999999999}}",
        "{\"documentMessage\":{\"mimetype\":5,\"fileLength\":{}}}",
        "\"" + "x".repeat(3000) + "\"");
  }
}
