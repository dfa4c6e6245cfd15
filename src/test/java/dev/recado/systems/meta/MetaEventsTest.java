package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import dev.recado.StubMeta;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of a webhook, read as its contract says. */
class MetaEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES = Path.of("src/test/resources/contracts/meta");
  private static final Instant SENT = Instant.ofEpochSecond(1784030399);
  private static final Instant NOW = SENT.plusSeconds(30);
  private static final String SENT_ID =
      "wamid.HBgNNTUyMTk3NjU0MDAwMRUCABEYEjhBN0QxOUY0RjZDN0U5QzNGAA==";

  private final TestChannels channels = new TestChannels().with(TestMeta.channel());

  /** What each sample must become: the type of its first event, and some of its facts. */
  private static final Map<String, Expected> EXPECTED = new LinkedHashMap<>();

  private record Expected(String type, Map<String, Object> facts) {}

  private static void expect(String sample, String type, Object... facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < facts.length; i += 2) {
      map.put((String) facts[i], facts[i + 1]);
    }
    EXPECTED.put("webhook-" + sample + ".json", new Expected("whatsapp." + type, map));
  }

  private static Map<String, Object> button(String id, String title) {
    return Map.of("id", id, "title", title);
  }

  static {
    String received = "message.received";
    String status = "message.status";
    String maria = "5521976540001";
    expect(
        "text",
        received,
        "text",
        "Oi, qual o valor do meu boleto?",
        "phone",
        maria,
        "chatId",
        maria,
        "answerTo",
        maria,
        "name",
        "Maria Silva",
        "kind",
        "text",
        "late",
        false,
        "sentAt",
        SENT.toString());
    expect("text-with-bsuid", received, "phone", maria, "userId", "BR.13491208655302741918");
    expect(
        "text-bsuid-only-no-phone",
        received,
        "chatId",
        "BR.13491208655302741918",
        "answerTo",
        "BR.13491208655302741918",
        "name",
        "Maria Silva",
        "text",
        "oi, sem telefone");
    expect("text-old-ddd-no-ninth-digit", received, "phone", "558591230001", "name", "João");
    expect("text-escaped-unicode-wire", received, "text", "Olá! Preço? https://x.com/a");
    expect(
        "template-quick-reply-button",
        received,
        "text",
        "Pagar agora",
        "button",
        button("PAGAR_AGORA", "Pagar agora"));
    expect(
        "interactive-button-reply",
        received,
        "button",
        button("btn_pix", "Quero o Pix"),
        "text",
        "Quero o Pix");
    expect(
        "interactive-list-reply",
        received,
        "button",
        button("row_2via", "Segunda via"),
        "kind",
        "text");
    expect("image", received, "kind", "image");
    expect("audio-voice", received, "kind", "voice");
    expect("document", received, "kind", "document", "text", "segue");
    expect("unsupported", received, "kind", "unknown", "error", 131051);
    expect("referral-click-to-whatsapp-ad", received, "text", "Vi o anúncio");
    expect("batch-two-messages-one-status", received, "text", "1");
    expect(
        "reaction",
        "message.reaction",
        "emoji",
        "👍",
        "messageId",
        "wamid.HBgNBTN==",
        "fromMe",
        false,
        "phone",
        maria);
    expect(
        "system-user-changed-number",
        "message.notice",
        "notice",
        "user_changed_number",
        "newPhone",
        "5521976540002",
        "phone",
        maria);
    expect(
        "smb_message_echoes",
        "message.sent",
        "by",
        "app",
        "fromMe",
        true,
        "phone",
        maria,
        "text",
        "Respondido pelo celular da loja");
    expect(
        "user_preferences-stop",
        "preference.changed",
        "value",
        "stop",
        "category",
        "marketing_messages",
        "answerTo",
        maria,
        "at",
        "2026-07-14T12:00:20Z");
    expect(
        "status-sent",
        status,
        "state",
        "SENT",
        "messageId",
        SENT_ID,
        "outboxId",
        "outbox:8f14e45f",
        "category",
        "utility",
        "billable",
        true);
    expect("status-delivered", status, "state", "DELIVERED", "chatId", maria);
    expect("status-read", status, "state", "READ", "at", "2026-07-14T12:00:02Z");
    expect("status-failed-131026-undeliverable", status, "state", "FAILED", "error", 131026);
    expect("status-failed-131047-outside-24h", status, "state", "FAILED", "error", 131047);
    expect("status-failed-131049-ecosystem", status, "error", 131049, "againAfter", "PT24H");
    expect("status-failed-130472-experiment", status, "state", "FAILED", "error", 130472);
  }

  static Stream<String> webhooks() throws IOException {
    return samples().filter(name -> name.startsWith("webhook-"));
  }

  private static Stream<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("webhooks")
  void everySampleIsReadAsItsContractSays(String sample) {
    Expected expected =
        Objects.requireNonNull(EXPECTED.get(sample), "a new sample needs an expectation");
    Event first = events(Samples.bytes("meta/" + sample)).get(0);
    assertThat(first.type()).isEqualTo(expected.type());
    assertThat(first.body()).containsAllEntriesOf(expected.facts());
    assertThat(first.body()).containsEntry("channel", "loja");
  }

  /** The other tests of this room read the other kinds. */
  @Test
  void everyKindOfSampleHasItsTest() throws IOException {
    assertThat(samples())
        .allMatch(
            name ->
                name.matches(
                    "(webhook|request|response|error)-.*\\.json|_signatures\\.json|verification-request\\.http"));
    assertThat(EXPECTED.keySet()).isEqualTo(webhooks().collect(Collectors.toSet()));
  }

  @Test
  void aHiddenPhoneIsNull() {
    assertThat(events("text-bsuid-only-no-phone").get(0).body()).containsEntry("phone", null);
  }

  @Test
  void filesAreNamedByTheIdUnderWhichMetaKeepsThem() {
    assertThat(events("document").get(0).body().get("media"))
        .hasToString(
            "{ref=1234567890987654, kind=document, mimetype=application/pdf,"
                + " filename=comprovante.pdf, size=null}");
    assertThat(events("audio-voice").get(0).body().get("media"))
        .asString()
        .startsWith("{ref=1908647269898587, kind=voice, mimetype=audio/ogg; codecs=opus");
  }

  @Test
  void theAdvertisementThatTheCustomerCameFromIsTold() {
    assertThat(events("referral-click-to-whatsapp-ad").get(0).body().get("referral"))
        .asString()
        .contains("source_id=120210000000", "headline=Promoção", "ctwa_clid=ARAkLkA8rmlFeiCktEJQ");
  }

  @Test
  void aTapQuotesTheMessageWithTheButtons() {
    assertThat(events("interactive-list-reply").get(0).body().get("replyTo"))
        .hasToString("{id=wamid.HBgNLIST==, text=null}");
  }

  @Test
  void oneWebhookGivesOneEventForEachMessageAndStatus() {
    List<Event> events = events("batch-two-messages-one-status");
    assertThat(events)
        .extracting(Event::type)
        .containsExactly(
            "whatsapp.message.received", "whatsapp.message.received", "whatsapp.message.status");
    assertThat(events)
        .extracting(Event::subject)
        .containsExactly(
            "whatsapp:552176540001", "whatsapp:552176540001", "whatsapp-ack:wamid.OUT1");
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
  }

  @Test
  void aMessageHasTheSameIdAloneAndInABatch() {
    JsonNode batch = tree("batch-two-messages-one-status");
    ObjectNode alone = (ObjectNode) tree("text");
    ((ObjectNode) alone.at("/entry/0/changes/0/value"))
        .putArray("messages")
        .add(batch.at("/entry/0/changes/0/value/messages/1"));
    assertThat(events(bytes(alone)).get(0).id())
        .isEqualTo(events("batch-two-messages-one-status").get(1).id());
  }

  @Test
  void readingARecordAgainGivesTheSameEvents() {
    assertThat(events("batch-two-messages-one-status"))
        .isEqualTo(events("batch-two-messages-one-status"));
  }

  @Test
  void severalEntriesAndChangesAreRead() {
    ObjectNode tree = (ObjectNode) tree("text");
    tree.withArray("/entry").add(tree("status-read").at("/entry/0"));
    ((com.fasterxml.jackson.databind.node.ArrayNode) tree.at("/entry/0/changes"))
        .add(tree("reaction").at("/entry/0/changes/0"));
    assertThat(events(bytes(tree)))
        .extracting(Event::type)
        .containsExactly(
            "whatsapp.message.received", "whatsapp.message.reaction", "whatsapp.message.status");
  }

  @Test
  void anUnknownNumberIsNoChannel() {
    Event event =
        events(changed("text", value -> value.withObject("/metadata").put("phone_number_id", "9")))
            .get(0);
    assertThat(event.type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(event.body())
        .isEqualTo(Map.of("provider", "meta", "account", "9", "event", "messages"));
  }

  @Test
  void severalNumbersAreToldApart() {
    channels.with(TestMeta.channel("fabrica", "222222", StubMeta.APP_SECRET, null));
    byte[] body =
        changed("text", value -> value.withObject("/metadata").put("phone_number_id", "222222"));
    assertThat(events(body).get(0).body()).containsEntry("channel", "fabrica");
    assertThat(events("text").get(0).body()).containsEntry("channel", "loja");
  }

  @Test
  void oneChannelCannotSpeakForAnother() {
    channels.with(TestMeta.channel("outra", "222222", "another-app", null));
    byte[] body = Samples.bytes("meta/webhook-text.json");
    assertThat(events(body, "another-app").get(0).type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(events(body, "another-app").get(0).id())
        .isNotEqualTo(events(body, StubMeta.APP_SECRET).get(0).id());
  }

  @Test
  void aChannelThatIsMadeLaterReadsWhatCameForItsNumberUnderTheSameIds() {
    byte[] body =
        changed(
            "batch-two-messages-one-status",
            value -> value.withObject("/metadata").put("phone_number_id", "222222"));
    InboundRecord record = record(body, NOW);
    MetaEvents reader = new MetaEvents(channels, Duration.ofHours(24));
    List<Event> before = reader.read(record);
    assertThat(before.get(1).type()).isEqualTo("whatsapp.channel.unknown");
    channels.with(TestMeta.channel("fabrica", "222222", StubMeta.APP_SECRET, null));
    List<Event> after = reader.read(record);
    assertThat(after.get(1).body()).containsEntry("channel", "fabrica").containsEntry("text", "2");
    assertThat(after).extracting(Event::id).isEqualTo(before.stream().map(Event::id).toList());
  }

  @Test
  void aWebhookIsReadAgainAfterItsSecretIsGone() {
    byte[] body = Samples.bytes("meta/webhook-text.json");
    InboundRecord record = record(body, NOW);
    TestChannels changed =
        new TestChannels().with(TestMeta.channel("loja", StubMeta.NUMBER, "new-secret", null));
    assertThat(new MetaEvents(changed, Duration.ofHours(24)).read(record).get(0).body())
        .containsEntry("channel", "loja");
  }

  @Test
  void aReactionWithoutAnEmojiWasTakenBack() {
    for (String emoji : new String[] {"", null}) {
      byte[] body =
          changed("reaction", value -> message(value).withObject("/reaction").put("emoji", emoji));
      assertThat(events(body).get(0).body()).containsEntry("emoji", null);
    }
  }

  @Test
  void anAnswerToButtonsWithoutItsObjectIsAMessageThatNobodyCanRead() {
    byte[] body =
        changed("interactive-button-reply", value -> message(value).remove("interactive"));
    assertThat(events(body).get(0).body())
        .containsEntry("kind", "unknown")
        .doesNotContainKey("button");
  }

  @Test
  void placesContactsAndChangedMessagesAreRead() {
    assertThat(
            typed("location", "{\"latitude\": -23.5505, \"longitude\": -46.6333, \"name\": \"Sé\"}")
                .body()
                .get("location"))
        .isEqualTo(
            Map.of(
                "latitude", new BigDecimal("-23.5505"),
                "longitude", new BigDecimal("-46.6333"),
                "description", "Sé"));
    assertThat(
            typed(
                    "contacts",
                    "[{\"name\": {\"formatted_name\": \"Ana\"}, \"phones\": [{\"phone\": \"+55 11\", \"wa_id\": \"5511900000000\"}]}]")
                .body())
        .containsEntry("kind", "contact")
        .containsEntry(
            "contacts", List.of(Map.of("name", "Ana", "phones", List.of("5511900000000"))));
    Event edit =
        typed(
            "edit",
            "{\"original_message_id\": \"wamid.A\", \"message\": {\"type\": \"text\", \"text\": {\"body\": \"novo\"}}}");
    assertThat(edit.type()).isEqualTo("whatsapp.message.edited");
    assertThat(edit.body()).containsEntry("messageId", "wamid.A").containsEntry("text", "novo");
    Event revoke = typed("revoke", "{\"original_message_id\": \"wamid.A\"}");
    assertThat(revoke.type()).isEqualTo("whatsapp.message.revoked");
    assertThat(revoke.body()).containsEntry("messageId", "wamid.A").containsEntry("fromMe", false);
  }

  private Event typed(String type, String content) {
    byte[] body =
        changed(
            "text",
            value -> {
              message(value).remove("text");
              message(value).put("type", type).set(type, json(content));
            });
    return events(body).get(0);
  }

  @Test
  void aMessageThatWaitedTooLongIsLate() {
    Event event =
        new MetaEvents(channels, Duration.ofHours(24))
            .read(record(Samples.bytes("meta/webhook-text.json"), SENT.plus(Duration.ofDays(2))))
            .get(0);
    assertThat(event.body()).containsEntry("late", true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "131047 | WINDOW:           | ",
        "131026 | NOT_ON_WHATSAPP:  | ",
        "131050 | MARKETING_OPT_OUT: | ",
        "131049 | META_131049:      | PT24H",
        "131048 | META_131048:      | PT1H",
        "130429 | META_130429:      | PT1M",
        "131056 | META_131056:      | PT1M",
        "131000 | META_131000:      | PT5M",
        "130472 | META_130472:      | ",
        "131042 | META_131042:      | ",
        "132001 | META_132001:      | ",
        "190    | META_190:         | ",
        "424242 | META_424242:      | "
      })
  void aFailureHasAReasonAndSaysWhetherItMayBeSentAgain(int code, String reason, String again) {
    byte[] body =
        changed(
            "status-failed-131026-undeliverable",
            value -> ((ObjectNode) value.at("/statuses/0/errors/0")).put("code", code));
    Map<String, Object> status = events(body).get(0).body();
    assertThat(status.get("reason")).asString().startsWith(reason);
    assertThat(status.get("againAfter")).isEqualTo(again);
  }

  @Test
  void onlyAFailureHasAReason() {
    assertThat(events("status-read").get(0).body())
        .containsEntry("reason", null)
        .containsEntry("error", null)
        .containsEntry("againAfter", null);
  }

  @Test
  void aVoiceMessageThatWasPlayedWasRead() {
    byte[] body =
        changed(
            "status-read", value -> ((ObjectNode) value.at("/statuses/0")).put("status", "played"));
    assertThat(events(body).get(0).body()).containsEntry("state", "READ");
  }

  @Test
  void theQualityOfANumberIsToldToItsChannel() {
    byte[] body =
        notice(
            "phone_number_quality_update",
            "{\"display_phone_number\": \"5511987650000\", \"event\": \"FLAGGED\", \"current_limit\": \"TIER_10K\"}");
    assertThat(events(body)).hasSize(1);
    assertThat(events(body).get(0).type()).isEqualTo("whatsapp.channel.quality");
    assertThat(events(body).get(0).body())
        .containsEntry("channel", "loja")
        .containsEntry("quality", "LOW")
        .containsEntry("event", "FLAGGED")
        .containsEntry("limit", "TIER_10K");
  }

  @Test
  void aNoticeAboutTheAccountIsToldToAllItsNumbers() {
    channels.with(TestMeta.channel("fabrica", "222222", StubMeta.APP_SECRET, null));
    channels.with(
        TestMeta.with(
            TestMeta.channel("outra", "333333", StubMeta.APP_SECRET, null),
            Map.of("phoneNumberId", "333333", "businessAccountId", "77777"),
            Map.of("appSecret", StubMeta.APP_SECRET)));
    byte[] body =
        notice(
            "account_update",
            "{\"event\": \"ACCOUNT_VIOLATION\", \"violation_info\": {\"violation_type\": \"SPAM\"}}");
    assertThat(events(body))
        .extracting(event -> event.body().get("channel"))
        .containsExactly("loja", "fabrica");
    assertThat(events(body)).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(events(body).get(0).body()).containsEntry("detail", "SPAM");
  }

  @Test
  void anErrorOfTheNumberIsToldAndAnyOtherChangeKeepsItsName() {
    ObjectNode value = (ObjectNode) tree("text").at("/entry/0/changes/0/value");
    value.remove("messages");
    value.putArray("errors").addObject().put("code", 131031).put("title", "Account locked");
    Event error = events(notice("messages", value.toString())).get(0);
    assertThat(error.type()).isEqualTo("whatsapp.channel.quality");
    assertThat(error.body()).containsEntry("event", "ERROR").containsEntry("error", 131031);
    Event other =
        events(
                notice(
                    "message_template_status_update",
                    "{\"event\": \"REJECTED\", \"message_template_name\": \"cobranca\", \"channel\": \"forged\"}"))
            .get(0);
    assertThat(other.type()).isEqualTo("whatsapp.message_template_status_update");
    assertThat(other.body())
        .containsEntry("message_template_name", "cobranca")
        .containsEntry("channel", "loja");
  }

  @Test
  void aMessageWithoutASenderSpoilsNoOtherOne() {
    byte[] body =
        changed(
            "batch-two-messages-one-status",
            value -> {
              message(value).remove("from");
              value.remove("contacts");
            });
    assertThat(events(body))
        .extracting(Event::type)
        .containsExactly(
            "whatsapp.messages", "whatsapp.message.received", "whatsapp.message.status");
  }

  @Test
  void whatTellsNothingOrFarTooMuchIsUnreadable() {
    for (String body : new String[] {"", "[]", "null", "{\"entry\": []}", "x"}) {
      assertThatThrownBy(() -> events(body.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(UnreadableException.class);
    }
    byte[] endless =
        changed(
            "text",
            value -> {
              JsonNode one = message(value).deepCopy();
              for (int i = 0; i < 10_000; i++) {
                value.withArray("/messages").add(one);
              }
            });
    assertThatThrownBy(() -> events(endless)).hasMessageContaining("eventos demais");
  }

  @Property(tries = 500)
  void aDamagedWebhookIsReadOrUnreadable(@ForAll int which, @ForAll int place, @ForAll byte value) {
    List<String> names = List.copyOf(EXPECTED.keySet());
    byte[] body = Samples.bytes("meta/" + names.get(Math.floorMod(which, names.size())));
    body[Math.floorMod(place, body.length)] = value;
    try {
      assertThat(events(body)).isNotEmpty();
    } catch (UnreadableException e) {
      assertThat(e).hasMessageNotContaining("Maria");
    }
  }

  private static ObjectNode message(ObjectNode value) {
    return (ObjectNode) value.at("/messages/0");
  }

  private static byte[] notice(String field, String value) {
    ObjectNode tree = (ObjectNode) tree("text");
    ObjectNode change = (ObjectNode) tree.at("/entry/0/changes/0");
    change.put("field", field).set("value", json(value));
    return bytes(tree);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode tree(String sample) {
    return json(Samples.text("meta/webhook-" + sample + ".json"));
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] changed(String sample, Consumer<ObjectNode> change) {
    JsonNode tree = tree(sample);
    change.accept((ObjectNode) tree.at("/entry/0/changes/0/value"));
    return bytes(tree);
  }

  private List<Event> events(String sample) {
    return events(Samples.bytes("meta/webhook-" + sample + ".json"));
  }

  private List<Event> events(byte[] body) {
    return events(body, StubMeta.APP_SECRET);
  }

  private List<Event> events(byte[] body, String secret) {
    return new MetaEvents(channels, Duration.ofHours(24)).read(record(body, NOW, secret));
  }

  private InboundRecord record(byte[] body, Instant at) {
    return record(body, at, StubMeta.APP_SECRET);
  }

  /** As the ingress makes it. */
  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private InboundRecord record(byte[] body, Instant at, String secret) {
    MetaWebhooks source = new MetaWebhooks(channels, null);
    String signature = "sha256=" + Hmac.hex("HmacSHA256", secret, body);
    Webhook webhook = new Webhook(null, null, name -> signature, name -> null, body, at);
    InboundRecord record =
        InboundRecord.of("meta", source.identify(webhook), at, null, source.kept(webhook), body);
    assertThat(record.id()).isEqualTo(StableId.of("meta", record.key()));
    return record;
  }
}
