package dev.recado.outbox;

import dev.recado.ingress.StableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was last told of each thing; decides in the caller's transaction what is news. */
final class ToldTable {

  private final JdbcClient jdbc;

  ToldTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Leaves out what tells no news, in the order of the messages. */
  List<OutboxMessage> newsAmong(List<OutboxMessage> messages, Instant now) {
    return messages.stream().flatMap(message -> news(message, now).stream()).toList();
  }

  /** Its id follows from the thing and how often it has been told. */
  private Optional<OutboxMessage> news(OutboxMessage message, Instant now) {
    News news = message.news();
    if (news == null) {
      return Optional.of(message);
    }
    return tell(news, now)
        .map(times -> message.withId(StableId.of("told", news.about(), times.toString())));
  }

  private Optional<Integer> tell(News news, Instant now) {
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
}
