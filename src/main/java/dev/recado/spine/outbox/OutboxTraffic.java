package dev.recado.spine.outbox;

import dev.recado.spine.channel.ChannelTraffic;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts and moves the messages of channels. */
final class OutboxTraffic implements ChannelTraffic {

  private static final String WAITS =
      " where connector = :from and state in ('QUEUED', 'RETRY', 'HELD')";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final OutboxTable outbox;
  private final Breakers breakers;
  private final Clock clock;

  OutboxTraffic(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      OutboxTable outbox,
      Breakers breakers,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.breakers = breakers;
    this.clock = clock;
  }

  @Override
  public long waiting(String channel) {
    return jdbc.sql("select count(*) from outbox" + WAITS)
        .param("from", channel)
        .query(Long.class)
        .single();
  }

  /** An id that was chosen beforehand means nothing to another provider. */
  @Override
  public int move(String from, String to) {
    Integer moved =
        transaction.execute(
            status ->
                jdbc.sql("update outbox set connector = :to, provider_id = null" + WAITS)
                    .param("from", from)
                    .param("to", to)
                    .update());
    outbox.wake(Set.of(to));
    return moved == null ? 0 : moved;
  }

  @Override
  public void retry(String channel) {
    jdbc.sql("update outbox set due_at = ? where connector = ? and state = 'RETRY'")
        .params(OutboxTable.timestamp(clock.instant()), channel)
        .update();
    outbox.wake(Set.of(channel));
  }

  @Override
  public @Nullable String trouble(String channel) {
    String trouble = breakers.troubles().get(channel);
    return trouble == null && "OPEN".equals(breakers.states().get(channel))
        ? "BREAKER_OPEN: o outro sistema falha em muitas tentativas"
        : trouble;
  }

  @Override
  public boolean readsQuietHours(String text) {
    try {
      QuietHours.preset(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
