package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.database.Retention.Batch;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KommoRetentionTest {

  private static final Instant OLDER = Instant.parse("2026-03-01T00:00:00Z");

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final KommoRetention writes = new KommoRetention(jdbc);

  private void write(String id, Instant at, @Nullable String kommo) {
    jdbc.sql("insert into kommo_write (external_id, begun_at, id_kommo) values (?, ?, ?)")
        .params(id, Timestamp.from(at), kommo)
        .update();
  }

  @Test
  void whatIsNotKnownToBeWrittenStays() {
    Instant old = OLDER.minus(Duration.ofDays(9));
    write("one two", old, "note:1");
    write("three", old, "note:2");
    write("open", old, null);
    write("young", OLDER, "note:3");
    Batch first = writes.delete(OLDER, null, 2);
    Batch second = writes.delete(OLDER, first.position(), 2);
    assertThat(first.gone() + second.gone()).isEqualTo(2);
    assertThat(second.position()).isNull();
    assertThat(
            jdbc.sql("select external_id from kommo_write order by 1").query(String.class).list())
        .containsExactly("open", "young");
  }
}
