package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.timestamp;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the heartbeat of this process, and settles the rows of processes whose heartbeat has
 * stopped.
 */
final class Instances {

  private static final Logger log = LoggerFactory.getLogger(Instances.class);

  /** Five missed heartbeats: long enough for a garbage collection or a short network failure. */
  private static final Duration SILENT = Duration.ofSeconds(25);

  private final JdbcClient jdbc;
  private final OutboxTable table;
  private final Instance instance;
  private final Clock clock;

  Instances(JdbcClient jdbc, OutboxTable table, Instance instance, Clock clock) {
    this.jdbc = jdbc;
    this.table = table;
    this.instance = instance;
    this.clock = clock;
  }

  /** Removes all other processes if the database is ours alone: they are dead. */
  void begin() {
    if (instance.alone()) {
      jdbc.sql("delete from hub_instance").update();
    }
  }

  void beat() {
    jdbc.sql(
            """
            insert into hub_instance (id, beat_at) values (:id, :now)
            on conflict (id) do update set beat_at = :now
            """)
        .param("id", instance.id())
        .param("now", timestamp(clock.instant()))
        .update();
    int recovered = table.recover(clock.instant().minus(SILENT));
    if (recovered > 0) {
      log.warn("{} interrupted sends are settled now", recovered);
    }
    int putBack = table.putBack(clock.instant().minus(SILENT));
    if (putBack > 0) {
      log.warn("{} claimed messages did not arrive here and are put back", putBack);
    }
  }

  void leave() {
    jdbc.sql("delete from hub_instance where id = ?").param(instance.id()).update();
  }
}
