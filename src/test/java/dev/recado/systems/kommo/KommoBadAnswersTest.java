package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.BadServer;
import dev.recado.BadServer.Answer;
import dev.recado.TestDatabase;
import dev.recado.spine.flow.TryLaterException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another system in Kommo's place: none of its answers counts as written, read or refused. */
@Timeout(60)
class KommoBadAnswersTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  /** A page with 403 is Kommo's own answer to a blocked address; slow answers have other tests. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FORBIDDEN_PAGE", "DRIP", "HEAD_WITHOUT_END"})
  void eachAnswerIsTriedLaterAndCountsAsAFailureOfKommo(Answer answer) {
    try (BadServer server = new BadServer(answer)) {
      TestKommo hub =
          TestKommo.with(TestKommo.settings(server.url(), "token", "", Duration.ZERO), DATABASE);
      Kommo kommo = hub.kommo;
      Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
      calls.put("note", () -> kommo.note("leads", "5", "x"));
      calls.put("task", () -> kommo.task("leads", "5", "x", Instant.EPOCH, null));
      calls.put("change", () -> kommo.change("5", Map.of("status_id", 142)));
      calls.put("lead", () -> kommo.addLead(new LinkedHashMap<>(), "7"));
      calls.put("both", () -> kommo.addBoth(new LinkedHashMap<>(), Map.of()));
      calls.put("read", () -> kommo.lead("5"));
      calls.put("contact", () -> kommo.contact("5"));
      calls.put("search", () -> kommo.contactsByPhone("5585991230001"));
      calls.put("users", kommo::askUsers);
      calls.forEach(
          (name, call) -> {
            hub.breaker.reset();
            assertThatThrownBy(call)
                .as(name)
                .isInstanceOf(TryLaterException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
            assertThat(hub.breaker.getMetrics().getNumberOfFailedCalls()).as(name).isEqualTo(1);
          });
      for (String key : List.of("code", "other")) {
        assertThatThrownBy(() -> hub.endpoint.byCode(server.url(), key))
            .isInstanceOf(TryLaterException.class);
      }
      assertThat(server.requests()).noneMatch(request -> request.contains("/login"));
    }
  }
}
