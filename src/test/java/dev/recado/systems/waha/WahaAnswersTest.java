package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import dev.recado.StubWaha;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/contracts.md#waha-errors and the other answers of WAHA, row by row. */
class WahaAnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  private final StubWaha waha = new StubWaha(StubWaha.Engine.NOWEB);
  private final TestWaha test = TestWaha.at(waha.url());
  private final WahaAnswers answers = test.answers();

  @AfterEach
  void stop() {
    waha.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response-sendText.noweb-raw.json",
        "response-sendText.openapi-shape.json",
        "response-sendText.webjs-raw.json"
      })
  void theIdIsFoundInEveryShapeOfTheAnswer(String sample) {
    assertThat(sent(201, "waha/" + sample, false))
        .isEqualTo(new Outcome.Done("3EB08A6895830F110A5E4D", null));
  }

  @Test
  void anEmptyAnswerIsASuccessUnderTheChosenId() {
    String empty = "waha/response-sendText.empty-201.txt";
    assertThat(sent(201, empty, false)).isEqualTo(new Outcome.Done(null, null));
    assertThat(sent(201, empty, true)).isEqualTo(new Outcome.Done("3EB0CHOSEN", null));
  }

  @ParameterizedTest
  @CsvSource({
    "401, waha/response-401.json, Blocked, WAHA_API_KEY",
    "403, waha/response-401.json, Retry, WAHA_API_KEY",
    "404, waha/response-404-session.json, Blocked, está iniciando",
    "422, waha/response-422-not-working.json, Blocked, STARTING",
    "422, waha/response-422-nest.json, Refused, WAHA_422",
    "400, waha/response-422-nest.json, Refused, WAHA_400",
    "429, waha/response-sendText.empty-201.txt, Retry, 429",
    "503, waha/response-sendText.empty-201.txt, Retry, 503",
    "500, waha/response-500.json, Retry, WAHA_500: Error"
  })
  void withAnIdEveryRowOfTheErrorTableHasItsOutcome(
      int status, String sample, String outcome, String reason) {
    Outcome found = sent(status, sample, true);
    assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(found.toString()).contains(reason);
  }

  @Test
  void withoutAnIdAFailureOfTheEngineIsUnknown() {
    assertThat(sent(500, "waha/response-500.json", false)).isInstanceOf(Outcome.Unknown.class);
    assertThat(sent(422, "waha/response-422-not-working.json", false))
        .isInstanceOf(Outcome.Blocked.class);
  }

  @Test
  void noReasonRepeatsTheMessage() {
    // The request in the sample holds the phone.
    assertThat(sent(500, "waha/response-500.json", true).toString())
        .doesNotContain("5521976540001");
  }

  @Test
  void aRequestedPauseIsKept() {
    Exchange exchange = exchange(429, new byte[0], true);
    exchange.getMessage().setHeader("Retry-After", "17");
    answers.sent(exchange);
    assertThat(outcome(exchange))
        .isEqualTo(new Outcome.Retry("o WAHA respondeu 429", Duration.ofSeconds(17)));
  }

  @Test
  void aKnownNumberIsReachedUnderWahasChatId() {
    Exchange exchange = exchange(200, Samples.bytes("waha/response-check-exists-true.json"), true);
    exchange.setVariable("address", "5585991230001");
    answers.checked(exchange);
    assertThat(exchange.getVariable("chatId")).isEqualTo("558591230001@c.us");
    assertThat(exchange.getVariable("outcome")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012345@lid, 123456789012345@lid",
    "120363012345678901@g.us, 120363012345678901@g.us",
    "558591230001@c.us, 558591230001@c.us",
    "558591230001@s.whatsapp.net, 558591230001@c.us"
  })
  void anAddressThatIsAChatIdIsTakenAsItIs(String address, String chatId) {
    assertThat(addressed(address).getVariable("chatId")).isEqualTo(chatId);
    assertThat(addressed(address).getVariable("newChatId")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5585991230001", "maria@example.com", "@lid", "1@lid?x=1"})
  void anyOtherAddressIsChecked(String address) {
    assertThat(addressed(address).getVariable("chatId")).isNull();
  }

  private Exchange addressed(String address) {
    Exchange exchange = exchange(0, new byte[0], false);
    exchange.getMessage().setBody(Map.of());
    exchange.setVariable("address", address);
    answers.begin(exchange);
    return exchange;
  }

  @Test
  void anUnknownNumberIsCheckedInItsOtherFormAndThenRefused() {
    Exchange exchange = exchange(200, Samples.bytes("waha/response-check-exists-false.json"), true);
    exchange.setVariable("address", "5585991230001");
    answers.checked(exchange);
    assertThat(exchange.getVariable("askFor")).isEqualTo("558591230001");
    assertThat(exchange.getVariable("outcome")).isNull();

    answers.checked(exchange);
    assertThat(outcome(exchange)).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome(exchange).toString()).contains("NOT_ON_WHATSAPP");
  }

  @Test
  void aFailedCheckIsRepeatedEvenWithoutAnId() {
    Exchange exchange = exchange(500, Samples.bytes("waha/response-500.json"), false);
    answers.checked(exchange);
    assertThat(outcome(exchange)).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void theRequestIsTheOneOfTheContract() throws IOException {
    ObjectNode sample =
        (ObjectNode) JSON.readTree(Samples.bytes("waha/request-sendText-with-id.json"));
    sample.put("session", TestWaha.SESSION);
    Exchange exchange = exchange(0, new byte[0], false);
    exchange.setVariable("chatId", sample.get("chatId").asText());
    exchange.setVariable("payload", Map.of("text", sample.get("text").asText()));
    exchange.setVariable("messageId", sample.get("id").asText());
    answers.write(exchange);
    assertThat(JSON.readTree(exchange.getMessage().getBody(byte[].class))).isEqualTo(sample);
    assertThat(exchange.getMessage().getHeader(Exchange.HTTP_PATH)).isEqualTo("/api/sendText");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>502</html>", "{", "[1,2", "null", "\"text\""})
  void anAnswerFromAnotherSystemBreaksNothing(String body) {
    Exchange exchange = exchange(502, body.getBytes(StandardCharsets.UTF_8), true);
    answers.sent(exchange);
    assertThat(outcome(exchange)).isInstanceOf(Outcome.Retry.class);
  }

  private Outcome sent(int status, String sample, boolean withId) {
    Exchange exchange = exchange(status, Samples.bytes(sample), withId);
    answers.sent(exchange);
    return outcome(exchange);
  }

  private Exchange exchange(int status, byte[] body, boolean withId) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    exchange.getMessage().setBody(body);
    if (withId) {
      exchange.setVariable("messageId", "3EB0CHOSEN");
    }
    return test.of(exchange);
  }

  private static Outcome outcome(Exchange exchange) {
    return exchange.getVariable("outcome", Outcome.class);
  }
}
