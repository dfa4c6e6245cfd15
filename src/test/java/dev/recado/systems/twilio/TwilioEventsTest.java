package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.Samples;
import dev.recado.StubTwilio;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events from Twilio's webhooks. */
class TwilioEventsTest {

  private static final String ADDRESS = "https://hub.example.com.br/webhooks/twilio";
  private static final String SID = "SM0123456789abcdef0123456789abcdef";
  private static final String SERVICE = "MG" + "0123456789abcdef".repeat(2);
  private static final String OTHER = "AC99999999999999999999999999999999";

  private final TestChannels channels = new TestChannels();
  private final TwilioWebhooks source = new TwilioWebhooks(channels);
  private final TwilioEvents reader = new TwilioEvents(channels);

  private void known(String id, String from) {
    channels.with(TestTwilio.number(id, StubTwilio.ACCOUNT, from, StubTwilio.TOKEN));
  }

  private static Map<String, String> sample(String name) {
    return StubTwilio.pairs(Samples.bytes("twilio/" + name + ".form"));
  }

  private static byte[] bytes(Map<String, String> form) {
    return form.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Webhook signed(Map<String, String> form, String token) {
    return TestTwilio.webhook(bytes(form), ADDRESS, StubTwilio.signature(form, ADDRESS, token));
  }

  private Event read(Map<String, String> form) {
    Webhook webhook = signed(form, StubTwilio.TOKEN);
    assertThat(source.trusts(webhook)).isTrue();
    return TestTwilio.read(source, reader, webhook);
  }

  private Map<String, Object> message(Map<String, String> form) {
    known("t-001", StubTwilio.NUMBER);
    Event event = read(form);
    assertThat(event.type()).isEqualTo("whatsapp.message.received");
    return event.body();
  }

  @Test
  void aTextHasTheFieldsOfEveryProvider() {
    Map<String, Object> body = message(sample("incoming-text"));
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("channel", "t-001");
    expected.put("chatId", "5521976540001");
    expected.put("answerTo", "5521976540001");
    expected.put("phone", "5521976540001");
    expected.put("name", "Maria Silva");
    expected.put("messageId", SID);
    expected.put("providerId", SID);
    expected.put("sentAt", TestTwilio.NOW.toString());
    expected.put("late", false);
    expected.put("kind", "text");
    expected.put("text", "Oi, qual o valor do meu boleto?");
    expected.put("group", false);
    expected.put("broadcast", false);
    expected.put("fromMe", false);
    assertThat(body).isEqualTo(expected);
  }

  @Test
  void accentsAndPlusSignsArriveAsTheyWereTyped() {
    assertThat(message(sample("incoming-text-accents-plus")))
        .containsEntry("text", "Olá! 2+2=4 & ação é 100%");
  }

  @Test
  void aPressedButtonHasItsIdAndItsTitle() {
    assertThat(message(sample("incoming-button-reply")))
        .containsEntry("button", Map.of("id", "PAGAR_AGORA", "title", "Pagar agora"))
        .containsEntry("kind", "text")
        .containsEntry("text", "Pagar agora")
        .containsEntry("replyTo", replyTo("SMfedcba9876543210fedcba9876543210"));
  }

  private static Map<String, @Nullable Object> replyTo(String id) {
    Map<String, @Nullable Object> replyTo = new LinkedHashMap<>();
    replyTo.put("id", id);
    replyTo.put("text", null);
    return replyTo;
  }

  @Test
  void aPictureWithoutACaptionHasNoText() {
    Map<String, Object> body = message(sample("incoming-empty-body-image"));
    assertThat(body).containsEntry("kind", "image").containsEntry("text", null);
    assertThat(body.get("media"))
        .isEqualTo(
            media(
                "image",
                "image/jpeg",
                "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/"
                    + SID
                    + "/Media/ME0123456789abcdef0123456789abcdef"));
  }

  private static Map<String, @Nullable Object> media(String kind, String type, String ref) {
    Map<String, @Nullable Object> media = new LinkedHashMap<>();
    media.put("ref", ref);
    media.put("kind", kind);
    media.put("mimetype", type);
    media.put("filename", null);
    media.put("size", null);
    return media;
  }

  @Test
  void ofSeveralFilesTheFirstIsTheMedia() {
    Map<String, String> form = sample("incoming-empty-body-image");
    form.put("NumMedia", "2");
    form.put("MediaUrl1", "https://api.twilio.com/second");
    form.put("MediaContentType1", "application/pdf");
    Map<String, Object> body = message(form);
    assertThat(body).containsEntry("kind", "image");
    assertThat(body.get("moreMedia"))
        .isEqualTo(
            List.of(Map.of("ref", "https://api.twilio.com/second", "mimetype", "application/pdf")));
  }

  @ParameterizedTest
  @CsvSource({
    "image/webp, sticker, sticker",
    "image/png, image, image",
    "video/mp4, video, video",
    "audio/ogg, audio, audio",
    "application/pdf, document, document",
    "text/vcard, contacts, contact"
  })
  void theTypeOfAFileTellsItsKind(String type, String told, String kind) {
    Map<String, String> form = sample("incoming-empty-body-image");
    form.put("MediaContentType0", type);
    form.put("MessageType", told);
    assertThat(message(form)).containsEntry("kind", kind);
  }

  @Test
  void aPlaceHasItsCoordinates() {
    Map<String, String> form = sample("incoming-text");
    form.put("Body", "");
    form.put("Latitude", "-23.5505");
    form.put("Longitude", "-46.6333");
    form.put("Address", "Praça da Sé");
    assertThat(message(form))
        .containsEntry("kind", "location")
        .containsEntry("text", null)
        .containsEntry(
            "location",
            Map.of(
                "latitude", new BigDecimal("-23.5505"),
                "longitude", new BigDecimal("-46.6333"),
                "description", "Praça da Sé"));
  }

  @Test
  void coordinatesThatAreNoneMakeNoPlace() {
    Map<String, String> form = sample("incoming-text");
    form.put("Latitude", "9e999999999");
    form.put("Longitude", "200");
    assertThat(message(form)).containsEntry("kind", "text").doesNotContainKey("location");
  }

  @Test
  void theNinthDigitIsNeitherAddedNorDropped() {
    assertThat(message(sample("incoming-old-ddd-no-ninth-digit")))
        .containsEntry("phone", "558591230001")
        .containsEntry("chatId", "558591230001");
  }

  @Test
  void theAdvertisementAndTheHiddenIdOfTheCustomerAreKept() {
    Map<String, String> form = sample("incoming-text");
    form.put("ReferralSourceId", "120");
    form.put("ReferralCtwaClid", "click");
    form.put("ExternalUserId", "whatsapp:BR.13491208655302741918");
    assertThat(message(form))
        .containsEntry("referral", Map.of("sourceId", "120", "ctwaClid", "click"))
        .containsEntry("externalUserId", "BR.13491208655302741918");
  }

  @Test
  void aCustomerWithAHiddenPhoneIsKnownByMetasId() {
    Map<String, String> form = sample("incoming-text");
    form.put("From", "whatsapp:BR.13491208655302741918");
    form.remove("WaId");
    assertThat(message(form))
        .containsEntry("chatId", "BR.13491208655302741918")
        .containsEntry("phone", null);
    assertThat(source.identify(signed(form, StubTwilio.TOKEN)).subject())
        .isEqualTo("whatsapp:BR.13491208655302741918");
  }

  @Test
  void theKeyIsTheMessageAndForAStatusItsStateToo() {
    known("t-001", StubTwilio.NUMBER);
    assertThat(identity("incoming-text"))
        .isEqualTo(new Identity(StubTwilio.ACCOUNT + "/message:" + SID, "whatsapp:552176540001"));
    assertThat(identity("status-sent"))
        .isEqualTo(
            new Identity(StubTwilio.ACCOUNT + "/status:" + SID + ":sent", "whatsapp-ack:" + SID));
    assertThat(identity("status-delivered").key()).isNotEqualTo(identity("status-read").key());
  }

  private Identity identity(String name) {
    return source.identify(signed(sample(name), StubTwilio.TOKEN));
  }

  @ParameterizedTest
  @CsvSource({
    "status-sent, SENT",
    "status-delivered, DELIVERED",
    "status-read, READ",
  })
  void aStatusTellsHowFarAMessageHasCome(String name, String state) {
    known("t-001", StubTwilio.NUMBER);
    Event event = read(sample(name));
    assertThat(event.type()).isEqualTo("whatsapp.message.status");
    assertThat(event.body())
        .containsEntry("channel", "t-001")
        .containsEntry("messageId", SID)
        .containsEntry("chatId", "5521976540001")
        .containsEntry("state", state)
        .containsEntry("error", null)
        .doesNotContainKeys("reason", "againAfter");
  }

  @ParameterizedTest
  @CsvSource({
    "8f14e45f-0000-4000-8000-000000000001, 8f14e45f-0000-4000-8000-000000000001",
    "8f14e45f, ",
    "1 or 1=1, "
  })
  void aStatusNamesTheMessageAsItsAddressDoes(String told, @Nullable String outboxId) {
    known("t-001", StubTwilio.NUMBER);
    Map<String, String> form = sample("status-sent");
    String url = ADDRESS + "?outbox=" + URLEncoder.encode(told, StandardCharsets.UTF_8);
    String signature = StubTwilio.signature(form, url, StubTwilio.TOKEN);
    Webhook webhook = TestTwilio.webhook(bytes(form), url, signature);
    assertThat(source.trusts(webhook)).isTrue();
    assertThat(TestTwilio.read(source, reader, webhook).body()).containsEntry("outboxId", outboxId);
  }

  @Test
  void outsideTheWindowAMessageFailsForGood() {
    known("t-001", StubTwilio.NUMBER);
    assertThat(read(sample("status-undelivered-63016")).body())
        .containsEntry("state", "FAILED")
        .containsEntry("error", "63016")
        .containsEntry("againAfter", null)
        .hasEntrySatisfying(
            "reason", reason -> assertThat((String) reason).contains("TWILIO_63016", "24 horas"));
  }

  @Test
  void atALimitAMessageIsSentAgainHoursLater() {
    known("t-001", StubTwilio.NUMBER);
    assertThat(read(sample("status-failed-63018")).body())
        .containsEntry("state", "FAILED")
        .containsEntry("againAfter", "PT6H");
  }

  @ParameterizedTest
  @CsvSource({
    "queued, PENDING",
    "accepted, PENDING",
    "sending, PENDING",
    "scheduled, PENDING",
    "something new, PENDING",
    "canceled, FAILED",
    "undelivered, FAILED"
  })
  void otherStatesAreKnown(String status, String state) {
    known("t-001", StubTwilio.NUMBER);
    Map<String, String> form = sample("status-sent");
    form.put("MessageStatus", status);
    assertThat(read(form).body()).containsEntry("state", state);
  }

  @Test
  void severalNumbersAreToldApart() {
    known("vendas", "+5511987650000");
    known("cobranca", "5511333330000");
    channels.with(TestTwilio.number("servico", StubTwilio.ACCOUNT, SERVICE, StubTwilio.TOKEN));
    Map<String, String> form = sample("incoming-text");
    assertThat(read(form).body()).containsEntry("channel", "vendas");
    form.put("To", "whatsapp:+5511333330000");
    assertThat(read(form).body()).containsEntry("channel", "cobranca");
    form.put("To", "whatsapp:+5511444440000");
    form.put("MessagingServiceSid", SERVICE);
    assertThat(read(form).body()).containsEntry("channel", "servico");
  }

  @Test
  void aStatusNeedNotNameTheOnlyService() {
    channels.with(TestTwilio.number("servico", StubTwilio.ACCOUNT, SERVICE, StubTwilio.TOKEN));
    assertThat(read(sample("status-sent")).body()).containsEntry("channel", "servico");
    assertThat(read(sample("incoming-text")).type()).isEqualTo("whatsapp.channel.unknown");
  }

  @Test
  void aNumberThatIsNoChannelHasATypeOfItsOwn() {
    known("t-001", "+5511333330000");
    Event event = read(sample("incoming-text"));
    assertThat(event.type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(event.body())
        .isEqualTo(
            Map.of("provider", "twilio", "account", "whatsapp:+5511987650000", "event", "message"));
  }

  @Test
  void anSmsIsNoMessageOfWhatsApp() {
    known("t-001", StubTwilio.NUMBER);
    Map<String, String> form = sample("incoming-text");
    form.put("From", "+5521976540001");
    form.put("To", StubTwilio.NUMBER);
    assertThat(read(form).type()).isEqualTo("whatsapp.channel.unknown");
  }

  @Test
  void oneAccountCannotSpeakForANumberOfAnother() {
    known("ours", StubTwilio.NUMBER);
    channels.with(TestTwilio.number("theirs", OTHER, "+5511333330000", "their token"));
    // Signed by the other account, about our number.
    Map<String, String> form = sample("incoming-text");
    assertThat(forged(form)).isEqualTo("whatsapp.channel.unknown");
    form.put("AccountSid", OTHER);
    assertThat(forged(form)).isEqualTo("whatsapp.channel.unknown");
    form.put("To", "whatsapp:+5511333330000");
    assertThat(forged(form)).isEqualTo("whatsapp.message.received");
  }

  private String forged(Map<String, String> form) {
    Webhook webhook = signed(form, "their token");
    assertThat(source.trusts(webhook)).isTrue();
    return TestTwilio.read(source, reader, webhook).type();
  }

  @Test
  void twoNumbersOfOneAccountMayHaveTwoTokensDuringARotation() {
    Channel before =
        TestTwilio.number("before", StubTwilio.ACCOUNT, "+5511333330000", "the former token");
    channels.with(before);
    known("t-001", StubTwilio.NUMBER);
    Webhook webhook = signed(sample("incoming-text"), "the former token");
    assertThat(source.trusts(webhook)).isTrue();
    assertThat(TestTwilio.read(source, reader, webhook).body()).containsEntry("channel", "t-001");
  }

  @Test
  void theAnswerSaysNothingToTheCustomer() {
    assertThat(source.thanks().body()).isEqualTo(Samples.text("twilio/twiml-empty-reply.xml"));
    assertThat(source.thanks().contentType()).startsWith("text/xml");
    assertThat(source.thanks().status()).isEqualTo(200);
  }

  @Test
  void bytesThatAreNoFormOfTwilioAreADeadLetterAndNothingElse() {
    known("t-001", StubTwilio.NUMBER);
    for (byte[] body : TwilioSignatureTest.badBodies(new Random(7))) {
      TwilioForm form = TwilioForm.parse(body);
      String signature = TwilioSignature.of(form).made(StubTwilio.TOKEN, ADDRESS);
      Webhook webhook = TestTwilio.webhook(body, ADDRESS, signature);
      assertThat(source.trusts(webhook)).isTrue();
      if (form.get("MessageSid") == null) {
        assertThatThrownBy(() -> TestTwilio.read(source, reader, webhook))
            .isInstanceOf(UnreadableException.class);
      } else {
        assertThat(TestTwilio.read(source, reader, webhook).type())
            .isEqualTo("whatsapp.channel.unknown");
      }
    }
  }
}
