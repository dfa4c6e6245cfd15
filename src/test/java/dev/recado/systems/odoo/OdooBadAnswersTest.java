package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.BadServer;
import dev.recado.BadServer.Answer;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.http.Outbound;
import dev.recado.systems.odoo.OdooSettings.Protocol;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Another system in Odoo's place: none of its answers counts as written, read or refused. */
@Timeout(60)
class OdooBadAnswersTest {

  /** JSON-2 has no envelope, so these could be answers to some reads, but never to a write. */
  private static final Set<Answer> PLAUSIBLE = EnumSet.of(Answer.ARRAY, Answer.NULL, Answer.TEXT);

  static Stream<Arguments> answers() {
    return Stream.of(Protocol.JSONRPC, Protocol.JSON2)
        .flatMap(
            protocol -> Stream.of(Answer.values()).map(answer -> Arguments.of(protocol, answer)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void eachAnswerIsTriedLaterAndCountsAsAFailureOfOdoo(Protocol protocol, Answer answer) {
    try (BadServer server = new BadServer(answer)) {
      CircuitBreaker breaker = CircuitBreaker.ofDefaults("odoo");
      Odoo odoo = odoo(server, protocol, breaker);
      Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
      calls.put("write", () -> odoo.write("crm.lead", 1, Map.of("name", "x")));
      calls.put("create", () -> odoo.createOnce("crm.lead", "recado.x", Map.of("name", "x")));
      calls.put("note", () -> odoo.note("crm.lead", 1, "x"));
      boolean slow = answer == Answer.DRIP || answer == Answer.HEAD_WITHOUT_END;
      if (!slow && !(protocol == Protocol.JSON2 && PLAUSIBLE.contains(answer))) {
        calls.put("read", () -> odoo.read("crm.lead", 1, "name"));
        calls.put("search", () -> odoo.search("crm.lead", List.of(), 1));
        calls.put("list", () -> odoo.searchRead("crm.lead", List.of(), "name", "id", 1, 0));
        calls.put("ids", () -> odoo.externalIds("crm.lead", List.of(1L)));
        calls.put("call", () -> odoo.call("account.move", "get_portal_url", 1));
      }
      calls.forEach(
          (name, call) ->
              assertThatThrownBy(call)
                  .as(name)
                  .isInstanceOf(TryLaterException.class)
                  .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300)));
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isGreaterThanOrEqualTo(3);
      assertThat(server.requests()).noneMatch(request -> request.contains("/login"));
    }
  }

  private static Odoo odoo(BadServer server, Protocol protocol, CircuitBreaker breaker) {
    OdooSettings settings =
        new OdooSettings(
            server.url(),
            "hubtest",
            "hub",
            "secret",
            Duration.ofMillis(500),
            protocol,
            Duration.ofMinutes(10));
    return new Odoo(settings, Outbound.client(settings.timeout(), 2), breaker);
  }
}
