package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.column;
import static dev.recado.spine.outbox.OutboxTable.timestamp;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Refused;
import dev.recado.ground.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores how sends ended, many in one transaction.
 *
 * <p>While PostgreSQL is unavailable the entries wait here: the sends have happened, and a lost
 * entry would repeat its send. There are never more entries than claimed rows. An entry that
 * PostgreSQL refuses would be refused for ever, so it is stored without the far side's answer.
 */
final class Ledger implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final int BATCH = 256;
  private static final Duration GATHER = Duration.ofMillis(15);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Instance instance;
  private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
  private final Thread writer = new Thread(this::run, "outbox-ledger");
  private final Loop loop;
  private volatile boolean closing;

  Ledger(
      JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Instance instance, Loop loop) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.instance = instance;
    this.loop = loop;
  }

  /**
   * The result of one attempt.
   *
   * @param delivery the row as it was claimed
   * @param state its new state
   * @param due the time of the next attempt, or null
   * @param providerId its id at the provider, or null if nothing new is known
   * @param chatId the contact's chat id, or null if nothing new is known
   * @param reason why, or null for a success
   * @param answer what the far side said beside the reason, or null
   * @param at when the attempt ended
   * @param tookMillis how long it took
   * @param sender the dispatcher, told once this is in the table: the conversation's next message
   *     may go
   */
  record Entry(
      Delivery delivery,
      MessageState state,
      @Nullable Instant due,
      @Nullable String providerId,
      @Nullable String chatId,
      @Nullable String reason,
      @Nullable String answer,
      Instant at,
      int tookMillis,
      Consumer<List<Delivery>> sender) {

    /** The same with what the far side said. */
    Entry answered(@Nullable String text) {
      return new Entry(
          delivery, state, due, providerId, chatId, reason, text, at, tookMillis, sender);
    }

    /** The reason with the answer, as people read it. */
    @Nullable String told() {
      return reason == null || answer == null ? reason : reason + ": " + answer;
    }
  }

  void start() {
    writer.start();
  }

  void note(Entry entry) {
    entries.add(entry);
  }

  private void run() {
    List<Entry> batch = new ArrayList<>();
    while (!closing || !entries.isEmpty() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          gather(batch);
        }
        if (!batch.isEmpty()) {
          store(batch);
          batch.clear();
        }
        loop.wentOn();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        log.warn("{} sends are not stored and count as interrupted", batch.size());
        return;
      } catch (RuntimeException | Error e) {
        loop.stumbled(e);
      }
    }
  }

  /** Tells each sender once, not once for each row: each call makes it look into the table. */
  private static void notifySenders(List<Entry> batch) {
    batch.stream()
        .collect(
            Collectors.groupingBy(
                Entry::sender, Collectors.mapping(Entry::delivery, Collectors.toList())))
        .forEach(Consumer::accept);
  }

  private void gather(List<Entry> batch) throws InterruptedException {
    Entry first = entries.poll(200, TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    batch.add(first);
    long end = System.nanoTime() + GATHER.toNanos();
    while (batch.size() < BATCH) {
      Entry next = entries.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
    }
  }

  /**
   * Stores all at once. If PostgreSQL refuses that, stores them one by one, so that one entry does
   * not block the others.
   */
  private void store(List<Entry> batch) throws InterruptedException {
    if (tryToWrite(() -> write(batch), batch.size()) == null) {
      notifySenders(batch);
      return;
    }
    for (Entry entry : batch) {
      store(entry);
    }
  }

  private void store(Entry entry) throws InterruptedException {
    RuntimeException refusal = tryToWrite(() -> write(List.of(entry)), 1);
    if (refusal != null) {
      log.error(
          "The outcome of message {} cannot be stored as it is: {}",
          entry.delivery().id(),
          Refused.because(refusal));
      Entry reduced = withoutAnswer(entry, refusal);
      refusal = tryToWrite(() -> write(List.of(reduced)), 1);
    }
    if (refusal == null) {
      notifySenders(List.of(entry));
    } else {
      // The row stays in hand, so that nobody sends it again; the next start of a hub settles it.
      log.error("Message {} stays in SENDING: {}", entry.delivery().id(), Refused.because(refusal));
    }
  }

  /** Waits while PostgreSQL is unavailable; returns why it refused, or null if it is stored. */
  private @Nullable RuntimeException tryToWrite(Runnable write, int sends)
      throws InterruptedException {
    while (true) {
      try {
        write.run();
        return null;
      } catch (RuntimeException e) {
        if (!DatabaseAway.explains(e)) {
          return e;
        }
        loop.failed(e);
        log.warn(
            DatabaseAway.lostARace(e)
                ? "Another transaction was in the way; {} finished sends are stored again: {}"
                : "PostgreSQL is unavailable; {} finished sends wait: {}",
            sends,
            e.getMessage());
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /**
   * The same entry without anything from outside. A message that the far side accepted becomes
   * unknown, because its id there could not be stored.
   */
  private static Entry withoutAnswer(Entry entry, RuntimeException refusal) {
    MessageState state = entry.state() == MessageState.SENT ? MessageState.UNKNOWN : entry.state();
    String reason = "the answer could not be stored: " + Refused.because(refusal);
    return new Entry(
        entry.delivery(),
        state,
        entry.due(),
        null,
        null,
        reason,
        null,
        entry.at(),
        entry.tookMillis(),
        entry.sender());
  }

  private void write(List<Entry> batch) {
    transaction.executeWithoutResult(
        status -> {
          List<String> newIds = newIds(batch);
          updateRows(batch);
          Receipts.lock(jdbc, newIds);
          Receipts.overtaken(jdbc, newIds);
          insertAttempts(batch);
          storeContacts(batch.stream().filter(entry -> entry.chatId() != null).toList());
        });
  }

  /** Ids that only the answer contained: their receipts may have arrived before. */
  private static List<String> newIds(List<Entry> batch) {
    return batch.stream()
        .filter(entry -> entry.delivery().providerId() == null)
        .map(Entry::providerId)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  /**
   * A receipt may have moved the row forward already, and a row never moves back. The attempt is
   * compared because a batch is stored again if its commit got no answer, and the row may be on its
   * next attempt by then.
   *
   * <p>The rows are locked in the order of their numbers, as by receipts.
   */
  private void updateRows(List<Entry> batch) {
    jdbc.sql(
            """
            with mine as materialized (
              select seq from outbox where seq = any(?::bigint[]) order by seq for no key update)
            update outbox o
               set state = e.state, due_at = coalesce(e.due_at, o.due_at),
                   later = e.due_at is not null,
                   provider_id = coalesce(e.provider_id, o.provider_id), reason = e.reason,
                   sent_at = case when e.state = 'SENT' then e.at else o.sent_at end,
                   claimed_by = null
              from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::int[])
                   as e (seq, state, due_at, provider_id, reason, at, number)
              join mine using (seq)
             where o.seq = e.seq and o.attempts = e.number
               and o.state = 'SENDING' and o.claimed_by = ?
            """)
        .params(
            column(batch, e -> Long.toString(e.delivery().seq())),
            column(batch, e -> Long.toString(e.delivery().seq())),
            column(batch, e -> e.state().name()),
            column(batch, e -> e.due() == null ? null : e.due().toString()),
            column(batch, Entry::providerId),
            column(batch, Entry::told),
            column(batch, e -> e.at().toString()),
            column(batch, e -> Integer.toString(e.delivery().attempt())),
            instance.id())
        .update();
  }

  private void insertAttempts(List<Entry> batch) {
    jdbc.sql(
            """
            insert into attempt (outbox_id, number, at, took_ms, outcome, detail)
            select * from unnest(?::uuid[], ?::int[], ?::timestamptz[], ?::int[], ?::text[],
                                 ?::text[])
            on conflict (outbox_id, number, at) do nothing
            """)
        .params(
            column(batch, e -> e.delivery().id().toString()),
            column(batch, e -> Integer.toString(e.delivery().attempt())),
            column(batch, e -> e.at().toString()),
            column(batch, e -> Integer.toString(e.tookMillis())),
            column(batch, e -> e.state().name()),
            column(batch, Entry::told))
        .update();
  }

  private void storeContacts(List<Entry> batch) {
    if (batch.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into contact (conversation, address)
            select distinct on (c.conversation) c.conversation, c.address
              from unnest(?::text[], ?::text[]) as c (conversation, address)
             order by c.conversation
                on conflict (conversation) do nothing
            """)
        .params(
            column(batch, e -> e.delivery().conversation()),
            column(batch, e -> e.delivery().address()))
        .update();
    jdbc.sql(
            """
            insert into contact_channel (conversation, channel, chat_id, checked_at)
            select distinct on (c.conversation, c.channel)
                   c.conversation, c.channel, c.chat_id, ?::timestamptz
              from unnest(?::text[], ?::text[], ?::text[]) as c (conversation, channel, chat_id)
             order by c.conversation, c.channel
                on conflict (conversation, channel) do update
               set chat_id = excluded.chat_id, checked_at = excluded.checked_at
            """)
        .params(
            timestamp(clock.instant()),
            column(batch, e -> e.delivery().conversation()),
            column(batch, e -> e.delivery().connector()),
            column(batch, Entry::chatId))
        .update();
  }

  /** Stores the remaining entries, as long as PostgreSQL answers. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    writer.join(Duration.ofSeconds(10).toMillis());
    writer.interrupt();
    writer.join();
    loop.end();
  }
}
