package dev.recado.systems.kommo;

import dev.recado.ground.database.DatedRows;
import dev.recado.ground.database.Retention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was written to Kommo long ago is no longer recognised as the hub's own. What is not known to
 * be written stays, because the answer may still be looked for.
 */
@Component
final class KommoRetention implements Retention {

  private final DatedRows rows;

  KommoRetention(JdbcClient jdbc) {
    this.rows =
        DatedRows.byText(jdbc, "kommo_write", "begun_at", "external_id", "r.id_kommo is not null");
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGES;
  }

  @Override
  public String table() {
    return "kommo_write";
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return rows.delete(older, after, atMost);
  }
}
