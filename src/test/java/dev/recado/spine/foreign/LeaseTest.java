package dev.recado.spine.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "Unknown database 'erp', 42000, 1049",
    "User 'ana' has exceeded the 'max_user_connections' resource, 42000, 1226"
  })
  void aProbeThatTheServerDoesNotLetInIsAnOutageInItsOwnWordsAndEnds(
      String message, String state, int code) {
    SQLException unknown = new SQLException(message, state, code);
    assertThat((Throwable) probe().refused(new SQLTransientConnectionException("time", unknown)))
        .hasMessageStartingWith("O banco de dados 'erp' não aceita a conexão: ")
        .hasMessageContaining(message)
        .hasCauseInstanceOf(ForeignAwayException.class);
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(told).singleElement().isNotNull();
  }

  @Test
  void aFullPoolIsNoAnswerOfTheDatabaseAndTheNextCallIsTheProbe() {
    SQLException full = new SQLTransientConnectionException("Connection is not available");
    assertThat((Throwable) probe().full(4, full))
        .hasMessageStartingWith("Todas as conexões com o banco de dados 'erp' (4) estão em uso")
        .hasCauseInstanceOf(ForeignBusyException.class);
    assertThat(told).isEmpty();
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    assertThat(breaker.tryAcquirePermission()).isTrue();
  }

  @Test
  void aProbeThatReachesNobodyOpensTheBreakerAgain() {
    SQLException away = new SQLException("no", "08001", new ConnectException("refused"));
    probe().refused(away);
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(told).singleElement().isNotNull();
  }
}
