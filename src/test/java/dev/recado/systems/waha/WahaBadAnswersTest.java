package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.BadServer;
import dev.recado.BadServer.Answer;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another system in WAHA's place: none of its answers counts as sent, or as WAHA's. */
@Timeout(60)
class WahaBadAnswersTest {

  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  @ParameterizedTest
  @EnumSource
  void noSuchAnswerCountsAsSent(Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        CloseableHttpClient http = Outbound.httpClient(Duration.ofMillis(500), 2)) {
      WahaAnswers answers = waha(server.url(), http).answers();
      assertThat(sent(answers, http, server, true)).isInstanceOf(Outcome.Retry.class);
      // A system in front of WAHA that refuses has not passed the message on.
      assertThat(sent(answers, http, server, false))
          .isInstanceOf(
              answer == Answer.FORBIDDEN_PAGE ? Outcome.Retry.class : Outcome.Unknown.class);
      assertThat(server.requests()).noneMatch(request -> request.contains("/login"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DRIP", "HEAD_WITHOUT_END"})
  void noSuchAnswerMeansThatANumberIsNotOnWhatsApp(Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        CloseableHttpClient http = Outbound.httpClient(Duration.ofMillis(500), 2)) {
      WahaAnswers answers = waha(server.url(), http).answers();
      Exchange exchange = exchange(false);
      exchange.setVariable("address", "5585991230001");
      Outcome outcome = outcome(exchange, http, server, false, () -> answers.checked(exchange));
      assertThat(outcome).isInstanceOf(Outcome.Retry.class);
      assertThat(exchange.getVariable("chatId")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DRIP", "HEAD_WITHOUT_END"})
  void noSuchAnswerShowsWhatWahaOffersOrKnows(Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        CloseableHttpClient http = Outbound.httpClient(Duration.ofMillis(500), 2)) {
      WahaCalls waha = waha(server.url(), http).calls;
      List<ThrowingCallable> calls =
          List.of(
              waha::engine,
              waha::newMessageId,
              waha::startSession,
              () -> waha.phoneOf("123456789012345@lid"));
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call)
            .isInstanceOf(IOException.class)
            .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(200));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": 5}",
        "{\"id\": {}}",
        "{\"id\": \"\"}",
        "{\"id\": \"a b\"}",
        "{\"id\": \"a\\u0000b\"}",
        "{\"id\": null}",
        "{\"key\": {\"id\": [\"x\"]}}",
        "{}"
      })
  void withoutAnIdOfAMessageA201IsUnknown(String body) {
    assertThat(sent(body)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void anIdThatNoColumnCanStoreIsNoId() {
    assertThat(sent("{\"id\": \"" + "a".repeat(201) + "\"}")).isInstanceOf(Outcome.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"numberExists\": \"false\"}",
        "{\"numberExists\": 0}",
        "{\"numberExists\": null}",
        "{\"numberExists\": true}",
        "{\"numberExists\": true, \"chatId\": 5}",
        "{\"numberExists\": true, \"chatId\": \"see the docs\"}"
      })
  void onlyWahaDecidesWhetherANumberExists(String body) {
    Exchange exchange = exchange(false);
    exchange.setVariable("address", "5585991230001");
    answered(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    nowhere().answers().checked(exchange);
    assertThat(exchange.getVariable("outcome")).isInstanceOf(Outcome.Retry.class);
  }

  private static Outcome sent(String body) {
    Exchange exchange = exchange(false);
    answered(exchange, 201, body.getBytes(StandardCharsets.UTF_8));
    nowhere().answers().sent(exchange);
    return exchange.getVariable("outcome", Outcome.class);
  }

  private static Outcome sent(
      WahaAnswers answers, CloseableHttpClient http, BadServer server, boolean withId) {
    Exchange exchange = exchange(withId);
    return outcome(exchange, http, server, true, () -> answers.sent(exchange));
  }

  /** Like the Kamelet: the outbox sorts the exceptions of the client. */
  private static Outcome outcome(
      Exchange exchange,
      CloseableHttpClient http,
      BadServer server,
      boolean requestSent,
      Runnable reading) {
    try {
      http.execute(
          new HttpPost(server.url() + "/api/sendText"),
          response -> {
            byte[] body = EntityUtils.toByteArray(response.getEntity());
            answered(exchange, response.getCode(), body == null ? new byte[0] : body);
            return null;
          });
    } catch (IOException e) {
      return Failures.outcome(e, requestSent, exchange.getVariable("messageId") != null);
    }
    reading.run();
    return exchange.getVariable("outcome", Outcome.class);
  }

  private static void answered(Exchange exchange, int status, byte[] body) {
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    exchange.getMessage().setBody(body);
  }

  private static Exchange exchange(boolean withId) {
    Exchange exchange = new DefaultExchange(CAMEL);
    if (withId) {
      exchange.setVariable("messageId", "3EB0CHOSEN");
    }
    exchange.setVariable("channel", TestWaha.channel(null));
    return exchange;
  }

  private static TestWaha nowhere() {
    return waha("http://127.0.0.1:9", Outbound.httpClient(Duration.ofMillis(100), 1));
  }

  private static TestWaha waha(String url, CloseableHttpClient http) {
    return new TestWaha(url, http, Clock.systemUTC());
  }
}
