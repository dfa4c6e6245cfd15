package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StorableParametersTest {

  private static final JdbcClient JDBC = TestDatabase.create().jdbc();

  @Test
  void textsAndArraysOfTextsBecomeStorableAndBytesStay() {
    byte[] raw = "a\u0000".getBytes(StandardCharsets.UTF_8);

    assertThat(text("select ?::text", "a\u0000b")).isEqualTo("a\uFFFDb");
    assertThat(text("select (?::text[])[2]", new String[] {null, "\uD83D\u0000"}))
        .isEqualTo("\uFFFD\uFFFD");
    assertThat(JDBC.sql("select ?::bytea").param(raw).query(byte[].class).single()).isEqualTo(raw);
  }

  @Test
  void aTransactionStillRollsBackAsOne() {
    TestDatabase database = TestDatabase.create();
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              database
                  .jdbc()
                  .sql("insert into holiday values ('2026-01-01', ?)")
                  .param("a\u0000")
                  .update();
              status.setRollbackOnly();
            });

    assertThat(database.jdbc().sql("select count(*) from holiday").query(Long.class).single())
        .isZero();
  }

  private static String text(String sql, Object given) {
    return JDBC.sql(sql).param(given).query(String.class).single();
  }
}
