package dev.recado.spine.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a breaker learns of a connection. */
class LeaseTest {

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "erp", CircuitBreakerConfig.custom().permittedNumberOfCallsInHalfOpenState(1).build());
  private final List<@Nullable ForeignAwayException> told = new ArrayList<>();

  private Lease probe() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    breaker.acquirePermission();
    return new Lease("erp", breaker, told::add);
  }

  @Test
  void aProbeOfADatabaseThatMySqlDoesNotKnowIsAnAnswerAndHoldsUpNoLaterCall() {
    SQLException unknown = new SQLException("Unknown database 'erp'", "42000", 1049);
    assertThat((Throwable) probe().refused(unknown)).isInstanceOf(ForeignRefusedException.class);
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(told).containsExactly((ForeignAwayException) null);
  }

  @Test
  void aProbeThatReachesNobodyOpensTheBreakerAgain() {
    SQLException away = new SQLException("no", "08001", new ConnectException("refused"));
    probe().refused(away);
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(told).singleElement().isNotNull();
  }
}
