package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.BadServer.Answer;
import dev.recado.Samples;
import dev.recado.SettableClock;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/contracts.md#meta-errors, row by row, and answers that are not Meta's. */
@Timeout(60)
class MetaAnswersTest {

  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
  private static final Pattern ERROR = Pattern.compile("error-(\\d+)-http(\\d+)\\.json");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-07-14T12:00:00Z"));
  private final Channel channel = TestMeta.channel();
  private final MetaLink link = new MetaLink(channel, clock);
  private final MetaAnswers answers =
      new MetaAnswers(new ObjectMapper(), new TestChannels().with(channel, link));

  @Test
  void anAcceptedMessageHasMetasIdAndMetasIdOfTheContact() {
    assertThat(sent(200, Samples.bytes("meta/response-200.json")))
        .isEqualTo(
            new Outcome.Done(
                "wamid.HBgMNTU4NTkxMjMwMDAxFQIAERgSOEE3RDE5RjRGNkM3RTlDM0YA", "558591230001"));
    assertThat(sent(200, Samples.bytes("meta/response-200-template.json")))
        .isEqualTo(new Outcome.Done("wamid.HBgNNTUyMTk3NjU0MDAwMRUCABEYEjhB", "5521976540001"));
  }

  static Stream<String> errors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/contracts/meta"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("error-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everySampleOfAnErrorIsInTheTableWhateverItsStatus(String sample) {
    Matcher name = ERROR.matcher(sample);
    assertThat(name.matches()).isTrue();
    MetaErrors.Row row =
        Objects.requireNonNull(MetaErrors.of(Integer.parseInt(name.group(1))), sample);
    byte[] body = Samples.bytes("meta/" + sample);
    Outcome found = sent(Integer.parseInt(name.group(2)), body);
    assertThat(found.toString()).contains(row.reason());
    for (int status : new int[] {200, 400, 500}) {
      assertThat(sent(status, body)).hasSameClassAs(found);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, Retry",
    "2, Retry",
    "131000, Retry",
    "131016, Retry",
    "131057, Retry",
    "133004, Retry",
    "133016, Retry",
    "4, NotYet",
    "80007, NotYet",
    "130429, NotYet",
    "131056, NotYet",
    "131049, NotYet",
    "131042, NotYet",
    "131048, Blocked",
    "131031, Blocked",
    "368, Blocked",
    "131045, Blocked",
    "131037, Blocked",
    "0, Blocked",
    "3, Blocked",
    "10, Blocked",
    "190, Blocked",
    "200, Blocked",
    "299, Blocked",
    "131005, Blocked",
    "131047, Refused",
    "131026, Refused",
    "131050, Refused",
    "131021, Refused",
    "131030, Refused",
    "131051, Refused",
    "131052, Refused",
    "131053, Refused",
    "130472, Refused",
    "130497, Refused",
    "132000, Refused",
    "132001, Refused",
    "132005, Refused",
    "132007, Refused",
    "132008, Refused",
    "132012, Refused",
    "132015, Refused",
    "132016, Refused",
    "132068, Refused",
    "132069, Refused",
    "135000, Refused",
    "137000, Refused",
    "131008, Refused",
    "131009, Refused",
    "100, Refused",
    "131062, Refused",
    "131063, Refused",
    "131064, Refused",
    "424242, Refused"
  })
  void everyRowOfTheErrorTableHasItsOutcome(int code, String outcome) {
    assertThat(sent(400, error(code)).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void everyReasonBeginsWithACodeThatOperatorsFilterBy() {
    for (int code : new int[] {1, 131048, 131047, 132001, 424242}) {
      assertThat(sent(400, error(code)).toString()).containsPattern("reason=[A-Z_0-9]+: ");
    }
  }

  @Test
  void anUnknownErrorIsTriedTwice() {
    assertThat(sent(500, error(1), 2)).isInstanceOf(Outcome.Retry.class);
    assertThat(sent(500, error(1), 3)).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4", "3, 16", "4, 64", "6, 1024", "9, 1024"})
  void oneRecipientRestsFourToThePowerOfTheTries(int tried, int seconds) {
    byte[] body = Samples.bytes("meta/error-131056-http429.json");
    Outcome.NotYet rest = (Outcome.NotYet) sent(429, body, tried);
    assertThat(rest.after()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(link.room(16)).as("others go on").isEqualTo(16);
    assertThat(link.trouble()).isNull();
  }

  @Test
  void aNumberThatSendsTooFastRestsALittleAndGoesOnGently() {
    byte[] body = Samples.bytes("meta/error-130429-http429.json");
    Outcome.NotYet rest = (Outcome.NotYet) sent(429, body);
    assertThat(rest.after()).isEqualTo(Duration.ofSeconds(2));
    assertThat(link.room(16)).isZero();
    clock.tick(Duration.ofSeconds(2));
    assertThat(link.room(16)).isEqualTo(4);
    sent(200, Samples.bytes("meta/response-200.json"));
    assertThat(link.room(16)).isEqualTo(16);
  }

  @Test
  void aRefusedTokenStopsTheNumberAndOneMessageIsTriedFromTimeToTime() {
    sent(401, Samples.bytes("meta/error-190-http401.json"));
    assertThat(link.trouble()).contains("META_190", "WHATSAPP_ACCESS_TOKEN");
    assertThat(link.room(16)).isZero();
    clock.tick(Duration.ofSeconds(30));
    assertThat(link.room(16)).isEqualTo(1);
    assertThat(link.room(16)).as("until its answer").isZero();
    sent(401, Samples.bytes("meta/error-190-http401.json"));
    clock.tick(Duration.ofSeconds(59));
    assertThat(link.room(16)).as("the pause grows").isZero();
    clock.tick(Duration.ofSeconds(1));
    assertThat(link.room(16)).isEqualTo(1);
    sent(200, Samples.bytes("meta/response-200.json"));
    assertThat(link.trouble()).isNull();
    assertThat(link.room(16)).isEqualTo(16);
  }

  @Test
  void aSpamRestrictionStopsTheWholeNumberForLong() {
    sent(429, Samples.bytes("meta/error-131048-http429.json"));
    assertThat(link.trouble()).contains("META_131048", "spam");
    clock.tick(Duration.ofMinutes(14));
    assertThat(link.room(16)).isZero();
    clock.tick(Duration.ofMinutes(1));
    assertThat(link.room(16)).isEqualTo(1);
  }

  @Test
  void anAnswerToACallFromBeforeEndsNoPause() {
    sent(429, Samples.bytes("meta/error-131048-http429.json"));
    sent(200, Samples.bytes("meta/response-200.json"));
    assertThat(link.room(16)).isZero();
    assertThat(link.trouble()).isNotNull();
  }

  @Test
  void aMissingPaymentIsToldAndStopsNoFreeReplies() {
    sent(400, error(131042));
    assertThat(link.trouble()).contains("META_131042", "pagamento");
    assertThat(link.room(16)).isEqualTo(16);
    clock.tick(Duration.ofHours(2));
    assertThat(link.trouble()).isNull();
  }

  @Test
  void aCodeThatTheTableDoesNotHaveIsSortedByWhatMetaSays() {
    byte[] transientError =
        "{\"error\": {\"code\": 424242, \"is_transient\": true}}".getBytes(StandardCharsets.UTF_8);
    assertThat(sent(400, transientError)).isInstanceOf(Outcome.Retry.class);
    assertThat(sent(500, error(424242))).isInstanceOf(Outcome.Unknown.class);
    assertThat(sent(400, error(424242))).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void whatMetaSaysIsKeptForThePersonWhoLooks() {
    assertThat(sent(400, Samples.bytes("meta/error-132000-http400.json")).answer())
        .isEqualTo(
            "body: number of localizable_params (2) does not match the expected number of params (3)");
  }

  @Test
  void aRequestedPauseIsKept() {
    Exchange exchange = exchange(503, Samples.bytes("meta/error-2-http503.json"), 1);
    exchange.getMessage().setHeader("Retry-After", "17");
    answers.sent(exchange);
    Outcome.Retry retry = exchange.getVariable("outcome", Outcome.Retry.class);
    assertThat(retry.after()).isEqualTo(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\": []}",
        "{\"messages\": [{\"id\": \"\"}]}",
        "{\"messages\": [{\"id\": \"a b\"}]}",
        "{\"messages\": [{\"id\": {}}]}",
        "{\"error\": {}}",
        "{\"error\": {\"code\": \"x\"}}",
        "{}",
        "",
        "<html>"
      })
  void withoutAnIdOfAMessageASuccessIsUnknown(String body) {
    assertThat(sent(200, body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "500, Unknown",
    "502, Unknown",
    "504, Unknown",
    "503, Retry",
    "429, Retry",
    "403, Retry",
    "404, Retry"
  })
  void aPageInMetasPlaceHasTakenNoMessageIfItRefuses(int status, String outcome) {
    Outcome found = sent(status, "<html>".getBytes(StandardCharsets.UTF_8));
    assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(found.toString()).contains("META_" + status, "META_GRAPH_URL");
  }

  @ParameterizedTest
  @EnumSource
  void noAnswerOfAnotherSystemCountsAsSent(Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        CloseableHttpClient http = Outbound.httpClient(Duration.ofMillis(500), 2)) {
      assertThat(outcome(http, server.url()))
          .isInstanceOf(
              answer == Answer.FORBIDDEN_PAGE ? Outcome.Retry.class : Outcome.Unknown.class);
    }
  }

  /** Like the Kamelet: the outbox sorts the exceptions of the client. */
  private Outcome outcome(CloseableHttpClient http, String url) {
    Exchange exchange = exchange(0, new byte[0], 1);
    try {
      http.execute(
          new HttpPost(url + "/v23.0/1/messages"),
          response -> {
            byte[] body = EntityUtils.toByteArray(response.getEntity());
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, response.getCode());
            exchange.getMessage().setBody(body == null ? new byte[0] : body);
            return null;
          });
    } catch (IOException e) {
      return Failures.outcome(e, true, false);
    }
    answers.sent(exchange);
    return exchange.getVariable("outcome", Outcome.class);
  }

  private static byte[] error(int code) {
    return ("{\"error\": {\"code\": " + code + ", \"message\": \"(#" + code + ") stub\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Outcome sent(int status, byte[] body) {
    return sent(status, body, 1);
  }

  private Outcome sent(int status, byte[] body, int attempt) {
    Exchange exchange = exchange(status, body, attempt);
    answers.sent(exchange);
    return exchange.getVariable("outcome", Outcome.class);
  }

  private Exchange exchange(int status, byte[] body, int attempt) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.setVariable("channel", channel);
    exchange.setVariable("attempt", attempt);
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
