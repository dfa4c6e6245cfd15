package dev.recado.spine.outbox;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Outbox.OldNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last facts told about each thing. It decides in the caller's transaction which messages are
 * news.
 */
final class ToldTable {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("dd/MM/yyyy 'às' HH:mm");

  /** States of messages that were never sent: what they say does not count as told. */
  private static final Set<MessageState> UNTOLD =
      EnumSet.of(MessageState.CANCELLED, MessageState.DEAD);

  private final JdbcClient jdbc;
  private final ZoneId zone;

  /**
   * Makes it.
   *
   * @param zone the time zone for times in texts
   */
  ToldTable(JdbcClient jdbc, ZoneId zone) {
    this.jdbc = jdbc;
    this.zone = zone;
  }

  /**
   * Leaves out messages without news, and keeps the order.
   *
   * @param old receives the messages that were left out
   */
  List<OutboxMessage> newsAmong(List<OutboxMessage> messages, Instant now, Consumer<OldNews> old) {
    return messages.stream().flatMap(message -> news(message, now, old).stream()).toList();
  }

  private Optional<OutboxMessage> news(OutboxMessage message, Instant now, Consumer<OldNews> old) {
    News news = message.news();
    if (news == null) {
      return Optional.of(message);
    }
    Optional<Integer> changed = recordIfNew(news, now);
    if (changed.isPresent()) {
      return Optional.of(named(message, news, changed.get()));
    }
    Last last = last(news);
    if (last.state() != null && UNTOLD.contains(last.state())) {
      return Optional.of(named(message, news, countAgain(news, now)));
    }
    old.accept(new OldNews(message.eventId(), reason(last)));
    return Optional.empty();
  }

  /** Makes its id from the thing and the number of times that it was told. */
  private static OutboxMessage named(OutboxMessage message, News news, int times) {
    return message.withId(id(news, times));
  }

  private static UUID id(News news, int times) {
    return StableId.of("told", news.about(), Integer.toString(times));
  }

  /** Locks the row even if nothing has changed. */
  private Optional<Integer> recordIfNew(News news, Instant now) {
    return jdbc.sql(
            """
            insert into told (about, facts, times, told_at) values (:about, :facts, 1, :now)
            on conflict (about) do update
               set facts = excluded.facts, times = told.times + 1, told_at = excluded.told_at
             where told.facts <> excluded.facts
            returning times
            """)
        .param("about", news.about())
        .param("facts", news.facts())
        .param("now", OutboxTable.timestamp(now))
        .query(Integer.class)
        .optional();
  }

  private int countAgain(News news, Instant now) {
    return jdbc.sql(
            "update told set times = times + 1, told_at = :now where about = :about returning times")
        .param("about", news.about())
        .param("now", OutboxTable.timestamp(now))
        .query(Integer.class)
        .single();
  }

  /**
   * The last message about a thing.
   *
   * @param state its state; null if it is added in this same transaction, or is no longer stored
   * @param at when it was sent, or when it came into the outbox if it was not sent
   */
  private record Last(UUID id, @Nullable MessageState state, Instant at) {}

  private Last last(News news) {
    return jdbc.sql("select times, told_at from told where about = ?")
        .param(news.about())
        .query((row, n) -> last(id(news, row.getInt("times")), row.getTimestamp("told_at")))
        .single();
  }

  private Last last(UUID id, Timestamp toldAt) {
    return jdbc.sql("select state, sent_at from outbox where id = ?")
        .param(id)
        .query((row, n) -> last(id, row, toldAt))
        .optional()
        .orElseGet(() -> new Last(id, null, toldAt.toInstant()));
  }

  private static Last last(UUID id, ResultSet row, Timestamp toldAt) throws SQLException {
    @Nullable Timestamp sent = row.getTimestamp("sent_at");
    MessageState state = MessageState.valueOf(row.getString("state"));
    return new Last(id, state, (sent == null ? toldAt : sent).toInstant());
  }

  private String reason(Last last) {
    return (last.state() != null && last.state().open()
            ? "Nada de novo: a mesma mensagem espera para sair desde %s (%s)"
            : "Nada de novo: já informado em %s (mensagem %s)")
        .formatted(MINUTE.format(last.at().atZone(zone)), last.id());
  }
}
