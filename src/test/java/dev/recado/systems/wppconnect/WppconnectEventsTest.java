package dev.recado.systems.wppconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.SampleShape;
import dev.recado.Samples;
import dev.recado.StubProvider.What;
import dev.recado.StubWppconnect;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.engine.TestConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The webhooks of WPPConnect as events. */
// javac 17 loses the @Nullable inside Map<…> of compiled classes.
@SuppressWarnings("NullAway")
class WppconnectEventsTest {

  private static final String PHONE = "5521976540001";
  private static final String CHAT = PHONE + "@c.us";

  /** What each sample of a webhook is. */
  private static final Map<String, String> SAMPLES =
      Map.of(
          "webhook-onmessage.json", "whatsapp.message.received",
          "webhook-onmessage-own-object-id.json", "whatsapp.message.sent",
          "webhook-onack.json", "whatsapp.message.status",
          "webhook-status-find.json", "whatsapp.session.status",
          "webhook-qrcode.json", "whatsapp.session.status");

  private static final Channel LOJA = channel("loja", "loja-centro", "token-a", "former-a");
  private static final Channel OTHER = channel("outra", "loja-norte", "token-b", null);
  private static final TestChannels CHANNELS = new TestChannels().with(LOJA).with(OTHER);

  private final WppconnectWebhooks webhooks = new WppconnectWebhooks(CHANNELS);
  private final WppconnectEvents events = new WppconnectEvents(Duration.ofDays(3650), CHANNELS);

  private static Channel channel(String id, String session, String token, @Nullable String former) {
    Map<String, String> values = new java.util.HashMap<>();
    values.put("url", "http://wpp.example.com");
    values.put("session", session);
    values.put("token", "t");
    values.put("webhookToken", token);
    if (former != null) {
      values.put("webhookTokenPrevious", former);
    }
    return TestConnector.channel(id, "wppconnect", values);
  }

  private Event read(byte[] body) {
    return read("token-a", body);
  }

  private Event read(String token, byte[] body) {
    return events.read(TestConnector.record(webhooks, token, body)).get(0);
  }

  private static byte[] sample(String name) {
    return Samples.bytes("wppconnect/" + name);
  }

  private static ObjectNode tree(String name) {
    return (ObjectNode) SampleShape.json(sample(name));
  }

  private Event read(ObjectNode tree) {
    return read(TestConnector.bytes(tree.toString()));
  }

  static Stream<String> files() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/contracts/wppconnect"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFileOfTheContractIsReadByATest(String file) {
    if (file.startsWith("request-") || file.startsWith("response-")) {
      // WppconnectSendTest compares requests and sorts answers.
      assertThat(Samples.bytes("wppconnect/" + file)).isNotEmpty();
      return;
    }
    Event event = read(sample(file));
    assertThat(event.type()).isEqualTo(SAMPLES.get(file));
    assertThat(event.body()).containsEntry("channel", "loja");
    assertThat(event.body().toString()).doesNotContain("iVBORw0KGgo", "2@AAAA");
  }

  @Test
  void aTextHasTheFieldsOfEveryProvider() {
    assertThat(read(sample("webhook-onmessage.json")).body())
        .containsEntry("channel", "loja")
        .containsEntry("session", "loja-centro")
        .containsEntry("chatId", CHAT)
        .containsEntry("answerTo", CHAT)
        .containsEntry("phone", PHONE)
        .containsEntry("name", "Maria Silva")
        .containsEntry("messageId", "3EB0A1B2C3D4E5F60718")
        .containsEntry("providerId", "false_5521976540001@c.us_3EB0A1B2C3D4E5F60718")
        .containsEntry("kind", "text")
        .containsEntry("text", "Oi, qual o valor do meu boleto?")
        .containsEntry("sentAt", "2026-07-14T11:59:59Z")
        .containsEntry("fromMe", false)
        .containsEntry("group", false);
  }

  @Test
  void anOwnMessageHasAnObjectAsItsIdAndMayBeThatOfTheHub() {
    assertThat(read(sample("webhook-onmessage-own-object-id.json")).body())
        .containsEntry("chatId", CHAT)
        .containsEntry("fromMe", true)
        .containsEntry("by", "linked")
        .containsEntry("messageId", "3EB08A6895830F110A5E4D")
        .containsEntry("name", null);
    ObjectNode phone = tree("webhook-onmessage-own-object-id.json");
    phone.put("id", "true_" + CHAT + "_3A0123456789ABCDEF01");
    assertThat(read(phone).body()).containsEntry("by", "app");
  }

  @ParameterizedTest
  @CsvSource({
    "-7, FAILED",
    "-1, FAILED",
    "0, PENDING",
    "1, SENT",
    "2, DELIVERED",
    "3, READ",
    "4, READ",
    "5, PENDING"
  })
  void anAcknowledgementHasItsState(int ack, String state) {
    ObjectNode told = tree("webhook-onack.json").put("ack", ack);
    Map<String, @Nullable Object> body = read(told).body();
    assertThat(body)
        .containsEntry("messageId", "3EB08A6895830F110A5E4D")
        .containsEntry("chatId", CHAT)
        .containsEntry("state", state);
    assertThat(String.valueOf(body.get("reason")).startsWith("WPPCONNECT_ACK"))
        .isEqualTo(state.equals("FAILED"));
  }

  @ParameterizedTest
  @CsvSource({
    "inChat, WORKING", "isLogged, STARTING", "qrReadSuccess, STARTING", "notLogged, SCAN_QR_CODE",
    "qrReadFail, FAILED", "qrReadError, FAILED", "phoneNotConnected, FAILED", "serverClose, FAILED",
    "browserClose, STOPPED", "autocloseCalled, STOPPED", "disconnectedMobile, STOPPED"
  })
  void theSessionTellsItsStatusInTheHubsWords(String word, String status) {
    Event event = read(tree("webhook-status-find.json").put("status", word));
    assertThat(event.type()).isEqualTo("whatsapp.session.status");
    assertThat(event.body()).containsEntry("status", status).containsKey("at");
  }

  @ParameterizedTest
  @CsvSource({
    "closesession, STOPPED",
    "logoutsession, STOPPED",
    "phoneCode, SCAN_QR_CODE",
    "qrcode, SCAN_QR_CODE"
  })
  void otherEventsOfTheSessionTellItToo(String event, String status) {
    ObjectNode told = tree("webhook-qrcode.json").put("event", event).put("phoneCode", "ABCD-1234");
    assertThat(read(told).body()).containsEntry("status", status);
    assertThat(read(told).body().toString()).doesNotContain("ABCD");
  }

  @Test
  void aWordThatIsNotKnownHereIsNoStatus() {
    Event event = read(tree("webhook-status-find.json").put("status", "somethingNew"));
    assertThat(event.type()).isEqualTo("whatsapp.status-find");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheStubWritesIsRead(What what) {
    try (StubWppconnect stub = new StubWppconnect()) {
      TestChannels one =
          new TestChannels().with(TestConnector.channel("x", "wppconnect", stub.credentials()));
      WppconnectWebhooks source = new WppconnectWebhooks(one);
      var posted = stub.webhook(what, PHONE, "3EB0AAAA", "olá", "3EB0QUOTED");
      if (posted == null) {
        return;
      }
      String token = posted.path().substring("/webhooks/wppconnect/".length());
      Event event =
          new WppconnectEvents(Duration.ZERO, one)
              .read(TestConnector.record(source, token, posted.body()))
              .get(0);
      assertThat(event.body().toString()).doesNotContain("/9j/");
      assertThat(event.body()).containsEntry("chatId", CHAT);
      assertThat(event.type()).isEqualTo(type(what));
      assertThat(event.body().get(key(what))).isEqualTo(value(what));
      if (what == What.BUTTON || what == What.LIST) {
        assertThat(event.body())
            .containsEntry("button", Map.of("id", "3EB0QUOTED", "title", "olá"));
      }
      assertThat(source.trusts(TestConnector.webhook("another-token", posted.body()))).isFalse();
    }
  }

  private static String type(What what) {
    return switch (what) {
      case REACTION -> "whatsapp.message.reaction";
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
      case AUDIO -> "voice";
      case LOCATION -> "location";
      case DELETED -> "3EB0AAAA";
      case SENT, DELIVERED, READ, FAILED -> what.name();
      default -> "olá";
    };
  }

  @Test
  void aFileOfMegabytesStaysInTheRecordAndIsMarked() {
    ObjectNode image = tree("webhook-onmessage.json").put("type", "image");
    image.put("mimetype", "image/jpeg").put("isMedia", true).put("caption", "comprovante");
    image.put("body", "A".repeat(5_000_000)).put("size", 3_750_000);
    image.put("content", "A".repeat(100));
    Map<String, @Nullable Object> body = read(image).body();
    assertThat(body).containsEntry("kind", "image").containsEntry("text", "comprovante");
    assertThat(body.toString()).doesNotContain("AAAA");
    Map<?, ?> media = (Map<?, ?>) Objects.requireNonNull(body.get("media"));
    assertThat(media.get("ref")).isEqualTo("false_5521976540001@c.us_3EB0A1B2C3D4E5F60718");
    assertThat(media.get("inline")).isEqualTo(true);
    assertThat(media.get("size")).isEqualTo(3_750_000L);
    image.put("body", "A".repeat(900));
    assertThat(String.valueOf(read(image).body().get("media")))
        .as("a picture for the preview is not the file")
        .doesNotContain("inline");
  }

  @Test
  void aHiddenIdentityKeepsItsChatAndTakesThePhoneWhereTheSenderHasOne() {
    ObjectNode hidden = tree("webhook-onmessage.json");
    hidden.put("id", "false_123456789012345@lid_3EB0A").put("from", "123456789012345@lid");
    hidden.putObject("chatId").put("_serialized", "123456789012345@lid");
    ObjectNode sender = (ObjectNode) hidden.path("sender");
    assertThat(read(hidden).body())
        .containsEntry("chatId", "123456789012345@lid")
        .containsEntry("phone", PHONE);
    sender.put("id", "123456789012345@lid");
    assertThat(read(hidden).body())
        .containsEntry("phone", null)
        .containsEntry("answerTo", "123456789012345@lid");
  }

  @Test
  void aGroupAndAStoryAreMarked() {
    ObjectNode group = tree("webhook-onmessage.json").put("isGroupMsg", true);
    group.put("id", "false_120363041234567890@g.us_3EB0A_" + CHAT).put("author", CHAT);
    group.put("from", "120363041234567890@g.us");
    assertThat(read(group).body())
        .containsEntry("group", true)
        .containsEntry("participant", CHAT)
        .containsEntry("chatId", "120363041234567890@g.us");
    ObjectNode story = tree("webhook-onmessage.json").put("from", "status@broadcast");
    story.put("id", "false_status@broadcast_3EB0A_" + CHAT);
    assertThat(read(story).body()).containsEntry("broadcast", true);
  }

  @ParameterizedTest
  @CsvSource({"e2e_notification", "call_log", "gp2", "ciphertext", "protocol"})
  void whatNobodyWroteIsANotice(String type) {
    ObjectNode notice = tree("webhook-onmessage.json").put("type", type);
    notice.remove("body");
    assertThat(read(notice).type()).isEqualTo("whatsapp.message.notice");
    assertThat(read(notice).body()).containsEntry("notice", type);
  }

  @Test
  void aDeletionThatComesAsAMessageIsADeletion() {
    ObjectNode revoked = tree("webhook-onmessage.json").put("type", "revoked");
    assertThat(read(revoked).type()).isEqualTo("whatsapp.message.revoked");
    assertThat(read(revoked).body()).containsEntry("messageId", "3EB0A1B2C3D4E5F60718");
  }

  @Test
  void anEventWithoutFieldsOfTheHubTellsItsScalarsButNoSecret() {
    ObjectNode presence = tree("webhook-status-find.json").put("event", "onpresencechanged");
    presence.put("isOnline", true).put("token", "secret").put("body", "B".repeat(2000));
    Event event = read(presence);
    assertThat(event.type()).isEqualTo("whatsapp.onpresencechanged");
    assertThat(event.body()).containsEntry("isOnline", true).doesNotContainKeys("token", "body");
  }

  @Test
  void aTokenSpeaksOnlyForItsOwnSession() {
    assertThat(webhooks.mayTrust("token-a")).isTrue();
    assertThat(webhooks.mayTrust("former-a")).isTrue();
    assertThat(webhooks.mayTrust("token-b")).isTrue();
    assertThat(webhooks.mayTrust("token-a2")).isFalse();
    assertThat(webhooks.mayTrust("")).isFalse();
    assertThat(webhooks.mayTrust(null)).isFalse();
    byte[] body = sample("webhook-onmessage.json");
    assertThat(read("former-a", body).body()).containsEntry("channel", "loja");
    Event foreign = read("token-b", body);
    assertThat(foreign.type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(foreign.body())
        .containsEntry("provider", "wppconnect")
        .containsEntry("account", "loja-centro")
        .containsEntry("event", "onmessage")
        .doesNotContainKey("text");
    byte[] north =
        TestConnector.bytes(
            Samples.text("wppconnect/webhook-onmessage.json").replace("loja-centro", "loja-norte"));
    assertThat(read("token-b", north).body()).containsEntry("channel", "outra");
  }

  @Test
  void theKeyOfAMessageIsItsIdInItsChannel() {
    byte[] once = sample("webhook-onmessage.json");
    byte[] again = TestConnector.bytes(tree("webhook-onmessage.json").put("ack", 2).toString());
    assertThat(key("token-a", once)).isEqualTo(key("former-a", again)).contains("loja/message:");
    assertThat(key("token-b", once)).isNotEqualTo(key("token-a", once));
    assertThat(webhooks.identify(TestConnector.webhook("token-a", once)).subject())
        .isEqualTo("whatsapp:552176540001");
    assertThat(
            webhooks
                .identify(TestConnector.webhook("token-a", sample("webhook-onack.json")))
                .subject())
        .isEqualTo("whatsapp-ack:3EB08A6895830F110A5E4D");
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
      tree.set(place, SampleShape.json(TestConnector.bytes(value)));
      tree.put("session", "loja-centro");
      byte[] body = TestConnector.bytes(tree.toString());
      assertThat(webhooks.identify(TestConnector.webhook("token-a", body)).key()).isNotEmpty();
      try {
        assertThat(read(body).type()).startsWith("whatsapp.");
      } catch (UnreadableException fine) {
        assertThat(fine.getMessage()).isNotEmpty();
      }
    }
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> places() {
    return net.jqwik.api.Arbitraries.of(
        List.of(
            "event",
            "id",
            "from",
            "to",
            "body",
            "type",
            "t",
            "timestamp",
            "fromMe",
            "ack",
            "chatId",
            "sender",
            "mimetype",
            "size",
            "lat",
            "status",
            "quotedMsgId",
            "author"));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> values() {
    return net.jqwik.api.Arbitraries.of(
        "null",
        "5",
        "-1e400",
        "\"\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "true",
        "[[1]]",
        "{\"_serialized\":5}",
        "\"" + "x".repeat(3000) + "\"",
        "99999999999999999999");
  }
}
