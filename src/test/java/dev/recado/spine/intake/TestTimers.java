package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real timers, for tests of packages above this one. */
public final class TestTimers {

  private TestTimers() {}

  /** On the tables of a test. */
  public static Timers on(JdbcClient jdbc) {
    return new EventTable(jdbc);
  }

  /** As {@link #on}, but the process is killed once it has set an event. */
  public static Timers thatFails(JdbcClient jdbc) {
    return new Killed(on(jdbc));
  }

  private record Killed(Timers real) implements Timers {

    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      real.set(record, type, due);
      throw new IllegalStateException("killed");
    }

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return set(record, type, due);
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      set(record, type, due);
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      return real.putOff(type, subject, due, limit);
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      return real.cancel(type, subject, reason);
    }
  }
}
