package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

class DatabaseAwayTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08001", "08003", "08006", "25006", "25P03", "28P01", "3D000", "40001", "40P01", "53100",
        "53200", "53300", "55P03", "57014", "57P01", "57P02", "57P03", "58030"
      })
  void theHubWaitsForADatabaseThatIsAway(String state) {
    assertThat(DatabaseAway.explains(withState(state))).isTrue();
    assertThat(DatabaseAway.explains(new TransactionSystemException("commit", withState(state))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "21000", "22001", "22003", "22021", "22P02", "22P05", "23502", "23503", "23505", "23514",
        "23P01", "25P02", "42601", "42703", "42804", "54000", "54001", "P0001", "XX000"
      })
  void theHubDoesNotWaitForWorkThatADatabaseRefuses(String state) {
    assertThat(DatabaseAway.explains(withState(state))).isFalse();
  }

  @Test
  void theKindOfExceptionDecidesWithoutACode() {
    assertThat(DatabaseAway.explains(new CannotCreateTransactionException("none"))).isTrue();
    assertThat(DatabaseAway.explains(new CannotGetJdbcConnectionException("none"))).isTrue();
    assertThat(DatabaseAway.explains(new QueryTimeoutException("slow"))).isTrue();
    assertThat(DatabaseAway.explains(new SQLTransientConnectionException("pool"))).isTrue();
    SQLException closed = new SQLException("Connection is closed");
    assertThat(DatabaseAway.explains(new UncategorizedSQLException("t", "select 1", closed)))
        .isTrue();
    assertThat(DatabaseAway.explains(new TransactionSystemException("rollback"))).isTrue();
    assertThat(DatabaseAway.explains(new UnexpectedRollbackException("swallowed"))).isFalse();
    assertThat(DatabaseAway.explains(new DataIntegrityViolationException("row"))).isFalse();
    assertThat(DatabaseAway.explains(new IllegalStateException("ours"))).isFalse();
    assertThat(DatabaseAway.explains(new ConnectException("another system"))).isFalse();
    assertThat(DatabaseAway.explains(new StackOverflowError())).isFalse();
    assertThat(DatabaseAway.explains(null)).isFalse();
  }

  /** An outer code is often only the driver's or Spring's translation of the inner one. */
  @Test
  void theInnermostCodeCounts() {
    SQLException inner = new SQLException("too large for an index", "54000");
    SQLException outer = new SQLException("batch", "08006", inner);

    assertThat(DatabaseAway.explains(outer)).isFalse();
    assertThat(DatabaseAway.explains(new BadSqlGrammarException("t", "select", inner))).isFalse();
  }

  @Test
  void theReasonIsShortAndQuotesNoRow() {
    SQLException refused =
        new SQLException("ERROR: null value\n  Detail: Failing row contains (Maria).", "23502");

    assertThat(Refused.because(new DataIntegrityViolationException("insert into …", refused)))
        .isEqualTo("SQLException 23502: ERROR: null value");
    assertThat(Refused.because(new IllegalStateException("x".repeat(100_000)))).hasSize(300);
    assertThat(Refused.because(new StackOverflowError())).isEqualTo("StackOverflowError");
  }

  private static UncategorizedSQLException withState(String state) {
    return new UncategorizedSQLException("task", "select 1", new SQLException("said", state));
  }
}
