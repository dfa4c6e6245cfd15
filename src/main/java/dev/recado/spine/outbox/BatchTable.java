package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.timestamp;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The batches of the outbox in PostgreSQL. */
final class BatchTable implements Batches {

  /** A repetition that is due later takes no place of a message that can go out now. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final String WAITS =
      " where batch = :batch and state in ('QUEUED', 'RETRY', 'HELD')";

  /** A slot that is still to come stays the first one, or each short pause would gain a message. */
  private static final String RESUME =
      """
      with held as (
        select seq,
               greatest(min(scheduled_for) over (), :now::timestamptz)
                 + (row_number() over (order by scheduled_for, seq) - 1) * :apart::bigint
                   * interval '1 microsecond' as at
          from outbox
         where batch = :batch and state = 'HELD' and due_at = :never),
      gone_on as (
        update outbox o
           set state = 'QUEUED', scheduled_for = h.at, due_at = h.at, later = h.at > :now, reason = null
          from held h
         where o.seq = h.seq)
      select max(at) as last from held
      """;

  private final JdbcClient jdbc;
  private final OutboxTable outbox;
  private final Clock clock;

  BatchTable(JdbcClient jdbc, OutboxTable outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void open(UUID batch, @Nullable String hours) {
    jdbc.sql("insert into outbox_batch (id, hours) values (?, ?) on conflict (id) do nothing")
        .params(batch, hours)
        .update();
  }

  @Override
  public int add(UUID batch, List<OutboxMessage> messages) {
    return messages.isEmpty() ? 0 : outbox.insert(messages, batch);
  }

  @Override
  public Waiting waiting(UUID batch) {
    Map<String, Long> ready = new HashMap<>();
    long[] held = {0};
    jdbc.sql(
            """
            select connector, count(*) filter (where soon) as ready, count(*) filter (where not soon) as held
              from (select connector,
                           case state when 'HELD' then due_at <= :now
                                      when 'RETRY' then due_at <= :soon
                                      else true end as soon
                      from outbox
                     where batch = :batch and state in ('QUEUED', 'RETRY', 'HELD', 'SENDING')) waiting
             group by connector
            """)
        .param("batch", batch)
        .param("now", timestamp(clock.instant()))
        .param("soon", timestamp(clock.instant().plus(SOON)))
        .query(
            row -> {
              ready.put(row.getString("connector"), row.getLong("ready"));
              held[0] += row.getLong("held");
            });
    return new Waiting(
        ready.values().stream().mapToLong(Long::longValue).sum(), held[0], Map.copyOf(ready));
  }

  @Override
  public Map<String, String> channels(Collection<String> conversations) {
    return conversations.isEmpty() ? Map.of() : outbox.channels(conversations);
  }

  @Override
  public int hold(UUID batch, String reason) {
    stop(batch, "HELD", reason);
    return jdbc.sql(
            "update outbox set state = 'HELD', later = true, due_at = :never, reason = :reason"
                + WAITS)
        .param("never", timestamp(NEVER))
        .param("reason", reason)
        .param("batch", batch)
        .update();
  }

  @Override
  public Optional<Instant> resume(UUID batch, Duration apart) {
    stop(batch, null, null);
    Optional<Instant> last =
        jdbc.sql(RESUME)
            .param("now", timestamp(clock.instant()))
            .param("never", timestamp(NEVER))
            .param("apart", apart.toNanos() / 1000)
            .param("batch", batch)
            .query((row, n) -> Optional.ofNullable(row.getTimestamp("last")))
            .single()
            .map(Timestamp::toInstant);
    OutboxTable.afterCommit(() -> outbox.wake(Set.of()));
    return last;
  }

  @Override
  public int letGo(UUID batch) {
    return jdbc.sql(
            """
            update outbox set state = 'QUEUED', later = scheduled_for > :now, reason = null,
                              due_at = greatest(scheduled_for, :now)
             where batch = :batch and state = 'HELD' and due_at = :never
               and exists (select 1 from outbox_batch b
                            where b.id = :batch and b.stopped is null)
            """)
        .param("now", timestamp(clock.instant()))
        .param("never", timestamp(NEVER))
        .param("batch", batch)
        .update();
  }

  @Override
  public int cancel(UUID batch, String reason) {
    stop(batch, "CANCELLED", reason);
    return jdbc.sql(
            """
            update outbox set state = 'CANCELLED', reason = :reason, due_at = least(due_at, :now)
            """
                + WAITS)
        .param("reason", reason)
        .param("now", timestamp(clock.instant()))
        .param("batch", batch)
        .update();
  }

  private void stop(UUID batch, @Nullable String how, @Nullable String reason) {
    jdbc.sql(
            """
            insert into outbox_batch (id, stopped, reason) values (?, ?, ?)
                on conflict (id) do update set stopped = excluded.stopped, reason = excluded.reason
            """)
        .params(batch, how, reason)
        .update();
  }

  @Override
  public Map<MessageState, Long> counts(UUID batch) {
    Map<MessageState, Long> counts = new EnumMap<>(MessageState.class);
    jdbc.sql(
            """
            select state, sum(n) as n
              from (select state, count(*) as n from outbox where batch = :batch group by state
                    union all
                    select g.state, g.n
                      from outbox_batch b,
                           lateral (values ('SENT', b.gone_sent), ('DELIVERED', b.gone_delivered),
                                           ('READ', b.gone_read), ('CANCELLED', b.gone_cancelled))
                             as g (state, n)
                     where b.id = :batch and g.n > 0) counted
             group by state
            """)
        .param("batch", batch)
        .query(
            row -> {
              counts.put(MessageState.valueOf(row.getString("state")), row.getLong("n"));
            });
    return counts;
  }
}
