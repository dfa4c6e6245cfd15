package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NoConnectionIsLostTest {

  private final JdbcClient jdbc = TestDatabase.create().jdbc();

  @Test
  void aQueryThatNobodyClosesIsSeen() {
    Map<Connection, Throwable> before = HandedOut.open();
    Stream<Integer> left = jdbc.sql("select 1").query(Integer.class).stream();
    assertThat(left.toList()).containsExactly(1);

    Map<Connection, Throwable> lost = new HashMap<>(HandedOut.open());
    lost.keySet().removeAll(before.keySet());
    assertThat(lost).hasSize(1);

    left.close();
    assertThat(HandedOut.open()).doesNotContainKeys(lost.keySet().toArray(Connection[]::new));
  }
}
