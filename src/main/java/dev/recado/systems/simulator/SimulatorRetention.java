package dev.recado.systems.simulator;

import dev.recado.ground.database.NumberedRows;
import dev.recado.ground.database.Retention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Old messages of the simulated phones leave. */
@Component
final class SimulatorRetention implements Retention {

  private final NumberedRows rows;

  SimulatorRetention(JdbcClient jdbc) {
    this.rows = new NumberedRows(jdbc, "simulator_message", "at", "true", "");
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGES;
  }

  @Override
  public String table() {
    return "simulator_message";
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return rows.delete(older, after, atMost);
  }
}
