package dev.recado.api.health;

import dev.recado.ground.loop.Loops;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.ingress.InboundLog;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Checks whether the hub can work: PostgreSQL and Kafka answer and have disk space, flows are
 * loaded, and no loop stands still.
 */
public final class Pulse {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Routes flows;
  private final InboundLog inbound;
  private final Loops loops;
  private final BooleanSupplier room;
  private final Remembered<Boolean> postgres;
  private final Remembered<Boolean> kafka;

  Pulse(
      JdbcClient jdbc,
      KafkaProbe probe,
      InboundLog inbound,
      BooleanSupplier room,
      Routes flows,
      Loops loops,
      Clock clock) {
    this.flows = flows;
    this.inbound = inbound;
    this.loops = loops;
    this.room = room;
    this.postgres = new Remembered<>(() -> answers(jdbc), FRESH, clock);
    this.kafka = new Remembered<>(probe::answers, FRESH, clock);
  }

  private static boolean answers(JdbcClient jdbc) {
    try {
      return jdbc.sql("select 1").query(Integer.class).single() == 1;
    } catch (DataAccessException | TransactionException e) {
      return false;
    }
  }

  /**
   * Tells whether the hub can do its work; asks the servers every five seconds at most.
   *
   * @return false if webhooks or flows would have to wait
   */
  public boolean canWork() {
    return room.getAsBoolean() && postgres() && kafka() && flows.loaded() && !loops.stalled();
  }

  boolean postgres() {
    return postgres.get();
  }

  /**
   * The breaker of the inbound log notices an outage sooner than a probe, but only in a process
   * that takes webhooks.
   */
  boolean kafka() {
    return !inbound.away() && kafka.get();
  }
}
