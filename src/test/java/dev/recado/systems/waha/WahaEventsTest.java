package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WahaEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Identity IDENTITY = new Identity("key", "subject");

  /** Every member that any engine sends, by its place. */
  private static final List<String> PLACES =
      List.of(
          "event",
          "id",
          "timestamp",
          "session",
          "payload",
          "payload/id",
          "payload/from",
          "payload/to",
          "payload/fromMe",
          "payload/timestamp",
          "payload/participant",
          "payload/source",
          "payload/body",
          "payload/hasMedia",
          "payload/media",
          "payload/location",
          "payload/vCards",
          "payload/replyTo",
          "payload/ack",
          "payload/reaction",
          "payload/statuses",
          "payload/_data",
          "payload/_data/key",
          "payload/_data/pushName",
          "payload/_data/message");

  private static final TestChannels CHANNELS = new TestChannels().with(TestWaha.channel(null));

  private final WahaEvents events = new WahaEvents(Duration.ofDays(1), "loja-centro", CHANNELS);

  @Test
  void withoutAConfiguredSessionAnySessionIsAccepted() {
    assertThat(
            new WahaEvents(Duration.ofDays(1), "", CHANNELS)
                .read(record(Samples.bytes("waha/webhook-message-text.webjs.json")))
                .get(0)
                .type())
        .isEqualTo("whatsapp.message.received");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message-text.noweb",
        "message.any-own-from-phone",
        "message.ack-read",
        "message.reaction",
        "session.status-failed"
      })
  void anEventOfAnotherSessionGetsItsOwnType(String sample) {
    Event event =
        new WahaEvents(Duration.ofDays(1), "default", CHANNELS)
            .read(record(Samples.bytes("waha/webhook-" + sample + ".json")))
            .get(0);
    assertThat(event.type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(event.body())
        .isEqualTo(
            Map.of(
                "provider",
                "waha",
                "account",
                "loja-centro",
                "event",
                sample.replaceFirst("-.*", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null"})
  void aWebhookWithoutASessionIsAccepted(String session) {
    byte[] body =
        Webhooks.changed(
            "message-text.noweb",
            tree -> {
              if (session.equals("null")) {
                tree.remove("session");
              } else {
                tree.put("session", session);
              }
            });
    assertThat(events.read(record(body)).get(0).type()).isEqualTo("whatsapp.message.received");
  }

  @Test
  void aStatusWithAnotherSessionInItsPayloadBelongsToThatSession() {
    byte[] body =
        Webhooks.changed(
            "session.status-failed",
            tree -> {
              tree.remove("session");
              tree.withObject("/payload").put("name", "outra-loja");
            });
    assertThat(events.read(record(body)).get(0).type()).isEqualTo("whatsapp.channel.unknown");
  }

  @Test
  void aTextIsReadWhole() {
    assertThat(read("message-text.noweb").type()).isEqualTo("whatsapp.message.received");
    assertThat(body("message-text.noweb"))
        .containsExactly(
            entry("channel", "waha"),
            entry("session", "loja-centro"),
            entry("chatId", "5521976540001@c.us"),
            entry("answerTo", "5521976540001@c.us"),
            entry("phone", "5521976540001"),
            entry("name", "Maria Silva"),
            entry("messageId", "3EB0A1B2C3D4E5F60718"),
            entry("providerId", "false_5521976540001@c.us_3EB0A1B2C3D4E5F60718"),
            entry("text", "Oi, qual o valor do meu boleto?"),
            entry("button", null),
            entry("kind", "text"),
            entry("media", null),
            entry("location", null),
            entry("group", false),
            entry("participant", null),
            entry("broadcast", false),
            entry("sentAt", "2026-07-14T11:59:59Z"),
            entry("replyTo", null),
            entry("late", false));
    assertThat(body("message-text.webjs")).isEqualTo(body("message-text.noweb"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "text.noweb, text, 5521976540001@c.us, 5521976540001, Maria Silva",
        "text.webjs, text, 5521976540001@c.us, 5521976540001, Maria Silva",
        "text.lid, text, 123456789012345@lid, 5521976540001, Maria Silva",
        "text.old-ddd-no-ninth-digit, text, 558591230001@c.us, 558591230001, -",
        "image, image, 5521976540001@c.us, 5521976540001, -",
        "audio, voice, 5521976540001@c.us, 5521976540001, -",
        "media-not-downloaded, unknown, 5521976540001@c.us, 5521976540001, -",
        "reply-quoted, text, 5521976540001@c.us, 5521976540001, -",
        "group, text, 120363012345678901@g.us, -, -"
      })
  void everyIncomingMessageTellsWhoAndWhat(
      String sample, String kind, String chat, @Nullable String phone, @Nullable String name) {
    Event event = read("message-" + sample);
    assertThat(event.type()).isEqualTo("whatsapp.message.received");
    assertThat(event.body())
        .containsEntry("kind", kind)
        .containsEntry("chatId", chat)
        .containsEntry("phone", phone)
        .containsEntry("name", name);
  }

  @ParameterizedTest
  @CsvSource({"phone, app", "api, api"})
  void anOwnMessageShowsWhetherAPersonWroteIt(String from, String by) {
    Event event = read("message.any-own-from-" + from);
    assertThat(event.type()).isEqualTo("whatsapp.message.sent");
    assertThat(event.body())
        .containsEntry("by", by)
        .containsEntry("chatId", "5521976540001@c.us")
        .containsEntry("phone", "5521976540001");
  }

  @Test
  void theNameOfTheBusinessIsNotTheCustomers() {
    assertThat(
            body(
                "message.any-own-from-phone",
                tree -> tree.withObject("/payload/_data").put("pushName", "Loja Centro")))
        .containsEntry("name", null);
  }

  @ParameterizedTest
  @CsvSource({
    "server, 1, SENT",
    "device, 2, DELIVERED",
    "read, 3, READ",
    "error, -1, FAILED",
    "lid, 3, READ"
  })
  void everyAcknowledgementHasItsState(String sample, int ack, String state) {
    Event event = read("message.ack-" + sample);
    assertThat(event.type()).isEqualTo("whatsapp.message.status");
    assertThat(event.body())
        .containsEntry("messageId", "3EB08A6895830F110A5E4D")
        .containsEntry("ack", ack)
        .containsEntry("state", state)
        .containsEntry("at", "2026-07-14T12:00:00.123Z");
  }

  @ParameterizedTest
  @CsvSource({
    "message.ack, 0, PENDING",
    "message.ack, 4, READ",
    "message.ack, 99, PENDING",
    "message.ack, 2147483648, PENDING",
    "message.ack.group, 2, DELIVERED"
  })
  void furtherAcknowledgementsHaveTheirState(String event, long ack, String state) {
    assertThat(
            body(
                "message.ack-read",
                tree -> {
                  tree.put("event", event);
                  tree.withObject("/payload").put("ack", ack).put("ackName", "NAME");
                  tree.withObject("/payload").remove(List.of("to", "from"));
                }))
        .containsEntry("state", state)
        .containsEntry("ackName", "NAME")
        .containsEntry("chatId", "5521976540001@c.us");
  }

  @ParameterizedTest
  @CsvSource({
    "failed, FAILED, 2026-07-14T11:53:30Z",
    "scan_qr_code, SCAN_QR_CODE, 2026-07-14T11:53:30Z",
    "stopped, STOPPED, 2026-07-14T11:53:25Z",
    "working, WORKING, 2026-07-14T11:53:30Z"
  })
  void everyStateOfTheSessionIsReported(String sample, String status, String at) {
    Event event = read("session.status-" + sample);
    assertThat(event.type()).isEqualTo("whatsapp.session.status");
    assertThat(event.body())
        .containsEntry("session", "loja-centro")
        .containsEntry("status", status)
        .containsEntry("at", at);
  }

  @Test
  void aReactionNamesTheMessageItIsAbout() {
    Event event = read("message.reaction");
    assertThat(event.type()).isEqualTo("whatsapp.message.reaction");
    assertThat(event.body())
        .containsEntry("emoji", "👍")
        .containsEntry("messageId", "3EB08A6895830F110A5E4D")
        .containsEntry("chatId", "5521976540001@c.us")
        .containsEntry("phone", "5521976540001")
        .containsEntry("sentAt", "2026-07-14T12:00:11.853Z");
  }

  @Test
  void aFileIsNamedSoThatTheHubCanFetchIt() {
    assertThat(body("message-audio"))
        .containsEntry("text", null)
        .extracting("media")
        .isEqualTo(
            map(
                "ref",
                "http://waha:3000/api/files/loja-centro/3EB0AUDIO00000000001.oga",
                "kind",
                "voice",
                "size",
                null,
                "mimetype",
                "audio/ogg; codecs=opus",
                "filename",
                null,
                "error",
                null));
    assertThat(body("message-media-not-downloaded")).containsEntry("media", null);
  }

  @Test
  void anAnswerQuotesTheMessageByItsShortId() {
    Map<String, @Nullable Object> quoted =
        map("id", "3EB08A6895830F110A5E4D", "text", "Posso enviar o Pix?");
    assertThat(body("message-reply-quoted")).containsEntry("replyTo", quoted);
    assertThat(
            body(
                "message-reply-quoted",
                tree ->
                    tree.withObject("/payload/replyTo")
                        .put("id", "true_5521976540001@c.us_3EB08A6895830F110A5E4D")))
        .containsEntry("replyTo", quoted);
  }

  @Test
  void aGroupMessageNamesItsSender() {
    assertThat(body("message-group"))
        .containsEntry("group", true)
        .containsEntry("participant", "5521976540001@c.us")
        .containsEntry("messageId", "3EB0GROUP0000000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status@broadcast", "120363012345678901@newsletter"})
  void storiesAndChannelsAreBroadcasts(String chat) {
    assertThat(body("message-text.noweb", tree -> tree.withObject("/payload").put("from", chat)))
        .containsEntry("broadcast", true)
        .containsEntry("phone", null);
  }

  @Test
  void aHiddenIdentityIsNotAPhone() {
    assertThat(body("message-text.lid", tree -> tree.withObject("/payload").putObject("_data")))
        .containsEntry("chatId", "123456789012345@lid")
        .containsEntry("phone", null);
  }

  @Test
  void theEngineGowsHasItsOwnPlacesForPhoneAndName() {
    assertThat(
            body(
                "message-text.lid",
                tree -> {
                  tree.withObject("/payload").putNull("to").putObject("_data");
                  tree.withObject("/payload/_data/Info")
                      .put("SenderAlt", "5521976540001:12@s.whatsapp.net")
                      .put("PushName", "Maria Silva");
                }))
        .containsEntry("phone", "5521976540001")
        .containsEntry("name", "Maria Silva");
  }

  @Test
  void theInternalFormOfAnAddressBecomesThatOfTheApi() {
    assertThat(
            body(
                "message-text.noweb",
                tree -> tree.withObject("/payload").put("from", "5521976540001:3@s.whatsapp.net")))
        .containsEntry("chatId", "5521976540001@c.us");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "image/jpeg|{}|image",
        "image/webp|{}|sticker",
        "image/webp|{\"message\":{\"imageMessage\":{}}}|image",
        "video/mp4|{}|video",
        "audio/mpeg|{}|audio",
        "audio/ogg; codecs=opus|{}|voice",
        "audio/ogg; codecs=opus|{\"message\":{\"audioMessage\":{\"ptt\":false}}}|audio",
        "audio/mp4|{\"message\":{\"audioMessage\":{\"ptt\":true}}}|voice",
        "application/pdf|{}|document",
        "rubbish|{}|document",
        "-|{\"message\":{\"stickerMessage\":{}}}|sticker",
        "-|{\"Message\":{\"audioMessage\":{\"PTT\":true}}}|voice",
        "-|{\"message\":{\"documentWithCaptionMessage\":{\"message\":{\"documentMessage\":{}}}}}|document",
        "-|{\"type\":\"ptt\"}|voice",
        "-|{\"type\":\"vcard\"}|contact",
        "-|{\"type\":\"hologram\"}|unknown",
        "-|{\"message\":{\"pollCreationMessage\":{}}}|unknown",
        "-|{}|unknown"
      })
  void theKindFollowsFromTheMimetypeAndElseFromTheEngine(
      @Nullable String mimetype, String data, String kind) throws IOException {
    JsonNode raw = JSON.readTree(data);
    assertThat(
            body(
                "message-image",
                tree -> {
                  tree.withObject("/payload").put("body", "").set("_data", raw);
                  tree.withObject("/payload/media").put("mimetype", mimetype);
                }))
        .containsEntry("kind", kind);
  }

  @Test
  void aLocationIsExactAsANumberAndAsText() {
    Map<String, @Nullable Object> place =
        map(
            "latitude", new BigDecimal("-23.5614"),
            "longitude", new BigDecimal("-46.6559"),
            "description", "MASP");
    assertThat(
            body(
                "message-text.noweb",
                tree ->
                    tree.withObject("/payload/location")
                        .put("latitude", "-23.5614")
                        .put("longitude", -46.6559)
                        .put("description", "MASP")))
        .containsEntry("kind", "location")
        .containsEntry("location", place);
  }

  @Test
  void aLocationOffTheMapHasNoCoordinates() {
    assertThat(
            body(
                "message-text.noweb",
                tree ->
                    tree.withObject("/payload/location")
                        .put("latitude", new BigDecimal("1e999999999"))
                        .put("longitude", 181)))
        .containsEntry("location", map("latitude", null, "longitude", null, "description", null));
  }

  @Test
  void aVisitingCardIsAContact() {
    assertThat(
            body(
                "message-text.noweb",
                tree -> tree.withObject("/payload").putArray("vCards").add("BEGIN:VCARD")))
        .containsEntry("kind", "contact");
  }

  @Test
  void anEventWithoutATimeGetsTheTimeOfItsWebhook() {
    assertThat(body("message-text.noweb", tree -> tree.withObject("/payload").remove("timestamp")))
        .containsEntry("sentAt", "2026-07-14T12:00:00.123Z");
    assertThat(
            body(
                "message-text.noweb",
                tree -> {
                  tree.remove("timestamp");
                  tree.withObject("/payload").put("timestamp", "soon");
                }))
        .containsEntry("sentAt", NOW.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1784030399.853, 2026-07-14T11:59:59.853Z",
    "1784030399853, 2026-07-14T11:59:59.853Z",
    "0, 2026-07-14T12:00:00.123Z",
    "-5, 2026-07-14T12:00:00.123Z",
    "1e999999999, 2026-07-14T12:00:00.123Z"
  })
  void aTimeMayHaveDecimalsOrMillisecondsAndMustBeValid(BigDecimal timestamp, String sentAt) {
    assertThat(
            body(
                "message-text.noweb",
                tree -> tree.withObject("/payload").put("timestamp", timestamp)))
        .containsEntry("sentAt", sentAt);
  }

  @Test
  void aNulIsDroppedAndABlankTextIsNone() {
    assertThat(body("message-text.noweb", tree -> tree.withObject("/payload").put("body", "o\0i")))
        .containsEntry("text", "oi");
    assertThat(body("message-image", tree -> tree.withObject("/payload").put("body", " \0")))
        .containsEntry("text", null);
  }

  @Test
  void anOldEnvelopeHasNeitherIdNorTime() {
    Map<String, @Nullable Object> withBoth = body("message-text.noweb");
    Map<String, @Nullable Object> withNeither =
        body("message-text.noweb", tree -> tree.remove(List.of("id", "timestamp", "me")));
    // Without WAHA's own time of the webhook, the hub's clock decides the age.
    assertThat(withNeither.remove("late")).isEqualTo(true);
    assertThat(withBoth.remove("late")).isEqualTo(false);
    assertThat(withNeither).isEqualTo(withBoth);
  }

  @Test
  void anUnknownEventKeepsItsScalars() {
    Event event =
        read(
            Webhooks.changed(
                "session.status-working",
                tree -> {
                  tree.put("event", "presence.update");
                  ObjectNode payload = tree.putObject("payload");
                  payload.put("id", "5521976540001@c.us").put("count", 2).put("seen", true);
                  payload.putNull("last").putArray("presences").add("online");
                }));
    assertThat(event.type()).isEqualTo("whatsapp.presence.update");
    assertThat(event.body())
        .containsExactly(
            entry("channel", "waha"),
            entry("session", "loja-centro"),
            entry("id", "5521976540001@c.us"),
            entry("count", 2),
            entry("seen", true),
            entry("last", null));
  }

  static Stream<String> samples() throws IOException {
    return WahaWebhooksTest.signed();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRecordReadTwiceGivesTheSameEvent(String sample) {
    byte[] body = Samples.bytes("waha/" + sample);
    assertThat(read(body)).isEqualTo(read(body.clone()));
    assertThat(read(body).id()).isEqualTo(record(body).id());
    assertThat(read(body).subject()).isEqualTo("subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"oi\"",
        "{",
        "{}",
        "{\"event\":\"\"}",
        "{\"event\":[\"message\"]}",
        "{\"event\":\"Direct:Evil?x=1\"}",
        "{\"event\":\"message\"}",
        "{\"event\":\"message\",\"payload\":\"segredo\"}",
        "{\"event\":\"message.ack\",\"payload\":{}}",
        "{\"event\":\"message.reaction\",\"payload\":[]}",
        "{\"event\":\"message\",\"payload\":{\"from\":\"1@c.us\",\"body\":\"segredo\"}"
      })
  void anyOtherBodyIsUnreadableAndNotQuoted(String text) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
        .withMessageNotContaining("segredo")
        .withMessageNotContaining("Evil");
  }

  @Test
  void fiftyLevelsAreTooDeep() {
    byte[] deep =
        Webhooks.changed(
            "message-text.noweb",
            tree -> {
              ObjectNode data = tree.withObject("/payload/_data");
              for (int level = 0; level < 50; level++) {
                data = data.putObject("message");
              }
            });
    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> read(deep));
  }

  @Property(tries = 300)
  void noBytesBreakTheReader(@ForAll byte[] body) {
    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> read(body));
  }

  @Property(tries = 1000)
  void whateverStandsWhereSomethingElseShouldIsReadOrUnreadable(
      @ForAll("anySample") String sample,
      @ForAll("anyPlace") String place,
      @ForAll("anyValue") String value) {
    byte[] body = Webhooks.changed(sample, tree -> put(tree, place, value));
    try {
      Event event = read(body);
      assertThat(event.type()).startsWith("whatsapp.");
      assertThat(event).isEqualTo(read(body));
    } catch (UnreadableException expected) {
      assertThat(expected).hasMessageNotContaining("@");
    }
  }

  @Provide
  Arbitrary<String> anySample() {
    return Arbitraries.of(
        "message-text.noweb",
        "message-text.lid",
        "message-image",
        "message-group",
        "message.any-own-from-phone",
        "message.ack-read",
        "message.reaction",
        "session.status-working");
  }

  @Provide
  Arbitrary<String> anyPlace() {
    return Arbitraries.of(PLACES);
  }

  @Provide
  Arbitrary<String> anyValue() {
    return Arbitraries.of(
        "null",
        "true",
        "-1",
        "1e999999999",
        "\"\"",
        "\"\\u0000\"",
        "\"x_y_z_w\"",
        "\"@lid\"",
        "\"a@b@c.us\"",
        "[]",
        "[[{}],1]",
        "{}",
        "{\"id\":{\"_serialized\":{}}}",
        "{\"latitude\":{},\"url\":[],\"text\":1,\"message\":{\"audioMessage\":3}}");
  }

  private static void put(ObjectNode tree, String place, String value) {
    try {
      int cut = place.lastIndexOf('/');
      JsonNode parent = cut < 0 ? tree : tree.at("/" + place.substring(0, cut));
      if (parent instanceof ObjectNode object) {
        object.set(place.substring(cut + 1), JSON.readTree(value));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map.Entry<String, @Nullable Object> entry(String name, @Nullable Object value) {
    return org.assertj.core.api.Assertions.entry(name, value);
  }

  private static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
    Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  private Map<String, @Nullable Object> body(String sample) {
    return body(read(sample));
  }

  private Map<String, @Nullable Object> body(String sample, Consumer<ObjectNode> change) {
    return body(read(Webhooks.changed(sample, change)));
  }

  @SuppressWarnings("NullAway") // javac 17 loses the @Nullable inside Map<…> of compiled classes
  private static Map<String, @Nullable Object> body(Event event) {
    return event.body();
  }

  private Event read(String sample) {
    return read(Samples.bytes("waha/webhook-" + sample + ".json"));
  }

  private Event read(byte[] body) {
    return events.read(record(body)).get(0);
  }

  private static InboundRecord record(byte[] body) {
    return InboundRecord.of("waha", IDENTITY, NOW, "application/json", body);
  }
}
