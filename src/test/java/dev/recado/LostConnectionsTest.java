package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LostConnectionsTest {

  private static final String OUT =
      "WARN [HikariPool-1:housekeeper] com.zaxxer.hikari.pool.ProxyLeakTask : Connection leak"
          + " detection triggered for org.postgresql.jdbc.PgConnection@%s on thread main, stack"
          + " trace follows\n";

  private static final String BACK =
      "INFO [main] com.zaxxer.hikari.pool.ProxyLeakTask : Previously reported leaked connection"
          + " org.postgresql.jdbc.PgConnection@%s on thread main was returned to the pool"
          + " (unleaked)\n";

  @Test
  void whatNeverComesBackIsLost() {
    assertThat(LostConnections.in(OUT.formatted("35e3f3b8"))).hasSize(1);
  }

  @Test
  void whatComesBackIsNotLost() {
    assertThat(LostConnections.in(OUT.formatted("a1") + BACK.formatted("a1"))).isEmpty();
  }

  @Test
  void aReturnThatOvertakesItsNoticeCountsToo() {
    assertThat(LostConnections.in(BACK.formatted("a1") + OUT.formatted("a1"))).isEmpty();
  }

  @Test
  void theSecondTimeIsLostWhereOnlyTheFirstCameBack() {
    String log = OUT.formatted("a1") + BACK.formatted("a1") + OUT.formatted("a1");
    assertThat(LostConnections.in(log)).hasSize(1);
  }

  @Test
  void anotherConnectionsReturnDoesNotCount() {
    assertThat(LostConnections.in(OUT.formatted("a1") + BACK.formatted("b2"))).hasSize(1);
  }
}
