package dev.recado.spine.outbox;

import dev.recado.ground.web.Rows;
import dev.recado.spine.outbox.Outbox.OldNews;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells which message already stands in the place of one that was not added ({@code once}). */
final class Repeats {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("dd/MM/yyyy 'às' HH:mm");

  private final JdbcClient jdbc;
  private final ZoneId zone;

  /**
   * Makes it.
   *
   * @param zone the time zone for times in texts
   */
  Repeats(JdbcClient jdbc, ZoneId zone) {
    this.jdbc = jdbc;
    this.zone = zone;
  }

  /**
   * Finds the messages that another event had added before. A replay of the same event adds nothing
   * either, but its message is in its own list.
   *
   * @param messages those that should have been added just now
   */
  List<OldNews> among(List<OutboxMessage> messages) {
    Map<UUID, First> firsts = firsts(messages);
    return messages.stream()
        .filter(message -> message.eventId() != null)
        .flatMap(
            message -> {
              First first = firsts.get(message.id());
              return first == null || Objects.equals(first.event(), message.eventId())
                  ? Stream.empty()
                  : Stream.of(new OldNews(message.eventId(), reason(first)));
            })
        .toList();
  }

  private record First(UUID id, @Nullable UUID event, MessageState state, Instant at) {}

  private Map<UUID, First> firsts(List<OutboxMessage> messages) {
    Map<UUID, First> firsts = new HashMap<>();
    jdbc.sql(
            """
            select id, event_id, state, coalesce(sent_at, created_at) as at
              from outbox where id = any(?::uuid[])
            """)
        .param(OutboxTable.column(messages, message -> message.id().toString()))
        .query(
            (row, n) ->
                new First(
                    Rows.id(row),
                    row.getObject("event_id", UUID.class),
                    MessageState.valueOf(row.getString("state")),
                    Rows.at(row, "at")))
        .list()
        .forEach(first -> firsts.put(first.id(), first));
    return firsts;
  }

  private String reason(First first) {
    String told =
        switch (first.state()) {
          case CANCELLED, DEAD -> "a mesma mensagem, de %s, não saiu e não é repetida";
          default ->
              first.state().open()
                  ? "a mesma mensagem espera para sair desde %s"
                  : "já informado em %s";
        };
    return "Nada de novo: %s (mensagem %s%s)"
        .formatted(
            told.formatted(MINUTE.format(first.at().atZone(zone))),
            first.id(),
            first.event() == null ? "" : ", do evento " + first.event());
  }
}
