package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.Samples;
import dev.recado.StubTwilio;
import dev.recado.TestDatabase;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.AnswerLimitException;
import dev.recado.spine.http.MediaCheck;
import dev.recado.spine.http.TestHttp;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outcome;
import dev.recado.spine.outbox.TestContacts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The connector of Twilio as it stands in routes/, row by row of docs/contracts.md#twilio-errors.
 */
class TwilioKameletTest {

  private static final String MARIA = "5521976540001";
  private static final String STATUS_URL =
      "https://hub.example.com.br/webhooks/twilio/t-001/status";
  private static final String CONTENT = "HX0123456789abcdef0123456789abcdef";
  private static final String SERVICE = "MG0123456789abcdef0123456789abcdef";
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final StubTwilio twilio = new StubTwilio();
  private final Contacts contacts = TestContacts.on(DATABASE.jdbc(), Clock.systemUTC());
  private final Routes routes = new Routes();
  private final TwilioLink link = new TwilioLink(Clock.systemUTC());
  private Channel channel = TestTwilio.channel(twilio.url(), STATUS_URL);

  @AfterEach
  void stop() {
    routes.close();
    twilio.close();
  }

  private Exchange send(String kind, Map<String, Object> payload, Map<String, Object> variables)
      throws IOException {
    TestChannels channels = new TestChannels().with(channel, link);
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean("mediaCheck", MediaCheck.class, TestHttp::mediaCheck);
    spring.registerBean(
        "twilioAnswers",
        TwilioAnswers.class,
        () -> new TwilioAnswers(new ObjectMapper(), channels, contacts));
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (String name :
        List.of(
            "connectors/twilio.camel.yaml",
            "kamelets/twilio-text-sink.kamelet.yaml",
            "kamelets/twilio-media-sink.kamelet.yaml")) {
      files = files.with(name, Files.readString(Path.of("routes", name)));
    }
    Generation generation =
        new Assembly(spring, List.of(TestHttp.limited())).build(files, Map.of(), List.of());
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
    return routes.send(
        "direct:connector-twilio",
        ExchangePattern.InOut,
        exchange -> {
          exchange.getMessage().setBody(payload);
          exchange.setVariable("channel", channel);
          exchange.setVariable("kind", kind);
          exchange.setVariable("address", MARIA);
          exchange.setVariable("outboxId", "8f14e45f");
          exchange.setVariable("windowOpen", true);
          variables.forEach(exchange::setVariable);
        });
  }

  private Outcome outcome(String kind, Map<String, Object> payload, Map<String, Object> variables)
      throws IOException {
    return send(kind, payload, variables).getVariable("outcome", Outcome.class);
  }

  private Outcome text(String text) throws IOException {
    return outcome("whatsapp-text", Map.of("text", text), Map.of());
  }

  private static Outcome.Refused refused(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused) outcome;
  }

  private static Map<String, String> sample(String name) {
    return StubTwilio.pairs(Samples.bytes("twilio/" + name + ".form"));
  }

  private Map<String, String> lastRequest() {
    List<Map<String, String>> requests = twilio.requests();
    return requests.get(requests.size() - 1);
  }

  @Test
  void aTextIsTheRequestOfTheSample() throws IOException {
    assertThat(text("Olá, Maria!"))
        .isEqualTo(new Outcome.Done("SM00000000000000000000000000000001", null));
    assertThat(lastRequest()).isEqualTo(sample("request-send-body"));
  }

  @Test
  void aFileIsTheRequestOfTheSample() throws IOException {
    channel = TestTwilio.channel(twilio.url(), "");
    Map<String, Object> file =
        Map.of(
            "kind",
            "image",
            "url",
            "https://hub.example.com.br/pix/qr/abc.png",
            "mimetype",
            "image/png",
            "filename",
            "abc.png",
            "caption",
            "Pix",
            "text",
            "Pix");
    assertThat(outcome("whatsapp-media", file, Map.of())).isInstanceOf(Outcome.Done.class);
    assertThat(lastRequest()).isEqualTo(sample("request-send-media"));
  }

  private static Map<String, Object> template(@Nullable Object approved) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nome", "Maria");
    values.put("valor", "R$ 41,00");
    Map<String, Object> payload = new HashMap<>();
    payload.put("template", "fatura");
    payload.put("language", "pt_BR");
    payload.put("values", values);
    payload.put("parameters", List.of("nome", "valor"));
    payload.put("text", "Olá, Maria! São R$ 41,00.");
    if (approved != null) {
      payload.put("approved", Map.of("twilio", approved));
    }
    return payload;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anApprovedTemplateIsTheRequestOfTheSample(boolean open) throws IOException {
    Map<String, Object> named =
        Map.of("contentSid", CONTENT, "variables", List.of("nome", "valor"));
    Outcome sent = outcome("whatsapp-template", template(named), Map.of("windowOpen", open));
    assertThat(sent).isInstanceOf(Outcome.Done.class);
    assertThat(lastRequest()).isEqualTo(sample("request-send-template"));
  }

  @Test
  void withoutAListATemplateHasItsParametersInTheirOrder() throws IOException {
    outcome("whatsapp-template", template(Map.of("contentSid", CONTENT)), Map.of());
    assertThat(lastRequest()).isEqualTo(sample("request-send-template"));
    Map<String, Object> turned = Map.of("contentSid", CONTENT, "variables", List.of("valor"));
    outcome("whatsapp-template", template(turned), Map.of());
    assertThat(lastRequest()).containsEntry("ContentVariables", "{\"1\":\"R$ 41,00\"}");
  }

  @Test
  void anOptionalValueThatIsMissingIsADashAfterTheWindowAndTheTextWithinIt() throws IOException {
    Map<String, Object> payload = template(Map.of("contentSid", CONTENT));
    payload.put("values", Map.of("nome", "Maria"));
    outcome("whatsapp-template", payload, Map.of("windowOpen", false));
    assertThat(lastRequest()).containsEntry("ContentVariables", "{\"1\":\"Maria\",\"2\":\"-\"}");
    outcome("whatsapp-template", payload, Map.of("windowOpen", true));
    assertThat(lastRequest()).containsEntry("Body", "Olá, Maria! São R$ 41,00.");
  }

  @Test
  void aTemplateThatTwilioDoesNotKnowIsTextWithinTheWindowAndRefusedAfterIt() throws IOException {
    assertThat(outcome("whatsapp-template", template(null), Map.of()))
        .isInstanceOf(Outcome.Done.class);
    assertThat(lastRequest()).containsEntry("Body", "Olá, Maria! São R$ 41,00.");
    Outcome late = outcome("whatsapp-template", template(null), Map.of("windowOpen", false));
    assertThat(refused(late).reason()).contains("fatura", "contentSid", "24 horas");
    assertThat(twilio.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HX1", "fatura", "HX0123456789abcdef0123456789abcdeg"})
  void whatIsNoContentSidIsRefusedByItsFile(String sid) throws IOException {
    Outcome outcome = outcome("whatsapp-template", template(Map.of("contentSid", sid)), Map.of());
    assertThat(refused(outcome).reason()).contains("fatura", "contentSid");
  }

  @Test
  void aValueHasNoLineBreaksAndIsNotEmpty() throws IOException {
    Map<String, Object> payload = template(Map.of("contentSid", CONTENT));
    payload.put("values", Map.of("nome", "Maria\n  da     Silva\t", "valor", "1"));
    outcome("whatsapp-template", payload, Map.of());
    assertThat(lastRequest())
        .containsEntry("ContentVariables", "{\"1\":\"Maria da Silva\",\"2\":\"1\"}");
    payload.put("values", Map.of("nome", " "));
    assertThat(refused(outcome("whatsapp-template", payload, Map.of())).reason())
        .contains("'nome'", "'fatura'");
  }

  @Test
  void aLateReplyGoesIntoTheOnlyVariableOfTheFallbackTemplate() throws IOException {
    Map<String, Object> late = new HashMap<>();
    late.put("template", CONTENT);
    late.put("language", "pt_BR");
    late.put("values", Map.of("texto", "Segue o boleto.\nObrigado!"));
    late.put("text", "Segue o boleto.\nObrigado!");
    late.put("fallback", true);
    outcome("whatsapp-template", late, Map.of("windowOpen", false));
    assertThat(lastRequest())
        .containsEntry("ContentSid", CONTENT)
        .containsEntry("ContentVariables", "{\"1\":\"Segue o boleto. Obrigado!\"}")
        .doesNotContainKey("Body");
    late.put("template", "resposta_tardia");
    assertThat(refused(outcome("whatsapp-template", late, Map.of())).reason())
        .contains("fallbackTemplate", "HX");
  }

  @Test
  void choicesAreNumberedText() throws IOException {
    Map<String, Object> buttons =
        Map.of(
            "header", "Fatura",
            "text", "Como quer pagar?",
            "choices",
                List.of(Map.of("id", "PIX", "title", "Pix"), Map.of("id", "B", "title", "Boleto")));
    outcome("whatsapp-buttons", buttons, Map.of());
    assertThat(lastRequest().get("Body"))
        .isEqualTo(
            "Fatura\n\nComo quer pagar?\n\n1. Pix\n2. Boleto\n\nResponda com o número da opção.");
  }

  @Test
  void aPlaceIsTextWithALink() throws IOException {
    Map<String, Object> place =
        Map.of(
            "latitude", new BigDecimal("-23.5"),
            "longitude", new BigDecimal("-46.6"),
            "text", "Loja\nhttps://maps.google.com/?q=-23.5,-46.6");
    outcome("whatsapp-location", place, Map.of());
    assertThat(lastRequest()).containsEntry("Body", "Loja\nhttps://maps.google.com/?q=-23.5,-46.6");
  }

  @Test
  void aTextIsAsLongAsTwilioTakesIt() throws IOException {
    assertThat(text("é".repeat(1599) + "\uD83D\uDE00")).isInstanceOf(Outcome.Done.class);
    assertThat(refused(text("é".repeat(1601))).reason()).contains("1601", "1600");
    Map<String, Object> file =
        Map.of("url", "https://hub.example.com.br/a.pdf", "caption", "x".repeat(1601));
    assertThat(refused(outcome("whatsapp-media", file, Map.of())).reason()).contains("1601");
    assertThat(twilio.requests()).hasSize(1);
  }

  @Test
  void aMessagingServiceSendsInPlaceOfANumber() throws IOException {
    Map<String, String> settings = new HashMap<>(channel.settings());
    settings.put(TwilioProvider.FROM, SERVICE);
    channel = TestTwilio.channel("t-001", settings, channel.secrets());
    text("Olá");
    assertThat(lastRequest())
        .containsEntry("MessagingServiceSid", SERVICE)
        .doesNotContainKey("From");
  }

  @ParameterizedTest
  @CsvSource({
    "5521976540001, 558591230001, whatsapp:+558591230001",
    "5521976540001, BR.13491208655302741918, whatsapp:BR.13491208655302741918",
    "BR.13491208655302741918, , whatsapp:BR.13491208655302741918"
  })
  void aContactIsAddressedAsTwilioKnowsIt(String address, @Nullable String chatId, String to)
      throws IOException {
    Map<String, Object> variables = new HashMap<>(Map.of("address", address));
    if (chatId != null) {
      variables.put("chatId", chatId);
    }
    outcome("whatsapp-text", Map.of("text", "Oi"), variables);
    assertThat(lastRequest()).containsEntry("To", to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345@lid", "120363012345678901@g.us", "maria", ""})
  void anIdentityOfAnotherProviderIsRefused(String address) throws IOException {
    Outcome outcome = outcome("whatsapp-text", Map.of("text", "Oi"), Map.of("address", address));
    assertThat(refused(outcome).reason()).contains("TWILIO_ADDRESS");
    assertThat(twilio.requests()).isEmpty();
  }

  private static byte[] error(int code) {
    return "{\"code\": %d, \"message\": \"to whatsapp:+5521976540001\", \"more_info\": \"x\", \"status\": 400}"
        .formatted(code)
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "20003, Blocked",
    "20404, Blocked",
    "20005, Blocked",
    "20429, Retry",
    "21211, Refused",
    "21212, Blocked",
    "21606, Blocked",
    "21608, Refused",
    "21610, Refused",
    "21612, Refused",
    "21614, Refused",
    "21656, Refused",
    "63005, Refused",
    "63007, Blocked",
    "63012, Retry",
    "63013, Refused",
    "63016, Refused",
    "63018, Retry",
    "63019, Refused",
    "63020, Refused",
    "63021, Refused",
    "63022, Refused",
    "63032, Refused",
    "99999, Refused"
  })
  void everyRowOfTheErrorTableHasItsOutcome(int code, String outcome) throws IOException {
    twilio.refuseNext(400, error(code));
    Outcome found = text("Oi");
    assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(found.toString()).contains("TWILIO_" + code + ":").doesNotContain(MARIA);
    assertThat(twilio.requests()).hasSize(1);
    assertThat(link.trouble() != null).isEqualTo(outcome.equals("Blocked"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, error-20003-http401.json, Blocked, authToken",
    "429, error-20429-http429.json, Retry, 20429",
    "400, error-21211-http400.json, Refused, 21211",
    "400, error-21610-http400.json, Refused, STOP",
    "400, error-21656-http400.json, Refused, variables",
    "400, error-63007-http400.json, Blocked, from"
  })
  void everyErrorOfTheSamplesHasItsOutcome(int status, String sample, String outcome, String reason)
      throws IOException {
    twilio.refuseNext(status, Samples.bytes("twilio/" + sample));
    Outcome found = text("Oi");
    assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(found.toString()).contains(reason);
    assertThat(twilio.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "500, Unknown",
    "502, Unknown",
    "503, Unknown",
    "408, Retry",
    "403, Retry",
    "301, Retry"
  })
  void aPageInPlaceOfAnAnswerIsNoRefusal(int status, String outcome) throws IOException {
    twilio.refuseNext(status, "<html>".getBytes(StandardCharsets.UTF_8));
    assertThat(text("Oi").getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(twilio.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"sid\": 7}", "{\"sid\": \"SM1\"}"})
  void aSuccessWithoutAnIdMayHaveGoneOut(String body) throws IOException {
    twilio.refuseNext(201, body.getBytes(StandardCharsets.UTF_8));
    assertThat(text("Oi")).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void anErrorInsideASuccessCounts() throws IOException {
    String failed =
        Samples.text("twilio/response-201-queued.json")
            .replace("\"error_code\": null", "\"error_code\": 63016");
    twilio.refuseNext(201, failed.getBytes(StandardCharsets.UTF_8));
    assertThat(refused(text("Oi")).reason()).contains("63016");
  }

  @Test
  void aMessagingLimitIsTriedAgainAnHourLater() throws IOException {
    twilio.refuseNext(400, error(63018));
    assertThat(((Outcome.Retry) text("Oi")).after()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {63003, 63024})
  void theOtherFormOfANumberIsTriedOnce(int code) throws IOException {
    twilio.refuseNext(400, error(code));
    assertThat(text("Oi"))
        .isEqualTo(new Outcome.Done("SM00000000000000000000000000000001", "552176540001"));
    assertThat(twilio.requests())
        .extracting(request -> request.get("To"))
        .containsExactly("whatsapp:+5521976540001", "whatsapp:+552176540001");
    twilio.refuseNext(400, error(code));
    twilio.refuseNext(400, error(code));
    assertThat(refused(text("Oi")).reason()).contains("TWILIO_" + code);
    assertThat(twilio.requests()).hasSize(4);
  }

  @Test
  void aContactThatHasWrittenAndANumberWithoutAnotherFormAreTriedAsTheyAre() throws IOException {
    twilio.refuseNext(400, error(63003));
    Map<String, Object> known = Map.of("chatId", MARIA);
    refused(outcome("whatsapp-text", Map.of("text", "Oi"), known));
    twilio.refuseNext(400, error(63003));
    Map<String, Object> abroad = Map.of("address", "14155238886");
    refused(outcome("whatsapp-text", Map.of("text", "Oi"), abroad));
    assertThat(twilio.requests()).hasSize(2);
  }

  @Test
  void aContactThatHasToldTwilioToStopHasOptedOut() throws IOException {
    String address = "5511912345678";
    twilio.refuseNext(400, Samples.bytes("twilio/error-21610-http400.json"));
    refused(outcome("whatsapp-text", Map.of("text", "Oi"), Map.of("address", address)));
    assertThat(contacts.of(address).optedOutAt()).isNotNull();
    assertThat(contacts.of(address).optOutReason()).contains("STOP");
  }

  @Test
  void aLostAnswerIsUnknownAndAnUnreachableServerIsNot() throws IOException {
    twilio.dropNext();
    Exchange lost = send("whatsapp-text", Map.of("text", "Oi"), Map.of());
    assertThat(lost.getException()).isNotNull();
    assertThat(lost.getVariable("requestSent")).isEqualTo(true);
    assertThat(twilio.got()).hasSize(1);
  }

  @Test
  void noMessageHoldsTheToken() throws IOException {
    Exchange sent = send("whatsapp-text", Map.of("text", "Oi"), Map.of());
    assertThat(sent.getVariable("outcome")).isInstanceOf(Outcome.Done.class);
    assertThat(sent.getMessage().getHeaders().toString()).doesNotContain(StubTwilio.TOKEN, "Basic");
    assertThat(sent.getVariables().toString()).doesNotContain(StubTwilio.TOKEN);
    assertThat(TwilioAccount.of(channel).toString()).doesNotContain(StubTwilio.TOKEN);
  }

  @Test
  void anEndlessAnswerIsCutOff() throws IOException {
    try (BadServer bad = new BadServer(BadServer.Answer.TEN_MEGABYTES)) {
      channel = TestTwilio.channel(bad.url(), "");
      assertThat(send("whatsapp-text", Map.of("text", "Oi"), Map.of()).getException())
          .isInstanceOf(AnswerLimitException.class);
    }
  }
}
