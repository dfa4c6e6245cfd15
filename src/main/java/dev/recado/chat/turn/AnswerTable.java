package dev.recado.chat.turn;

import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of the outbox that a person wants, and turns that are taken again. */
final class AnswerTable implements Answers {

  /** Whoever wrote so lately is answered, at whatever hour. */
  private static final Duration LATELY = Duration.ofDays(1);

  private static final int PRIORITY = 10;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Timers timers;
  private final Outbox outbox;
  private final String connector;
  private final Clock clock;

  AnswerTable(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Timers timers,
      Outbox outbox,
      String connector,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.timers = timers;
    this.outbox = outbox;
    this.connector = connector;
    this.clock = clock;
  }

  /** It announces that a person speaks: the gate stops only what the hub itself would say. */
  @Override
  public UUID say(String address, String text) {
    UUID id = UUID.randomUUID();
    String conversation = Contacts.conversation(address);
    Instant now = clock.instant();
    OutboxMessage message =
        new OutboxMessage(
            id,
            null,
            "whatsapp-text",
            connector,
            conversation,
            address,
            Map.of("text", text, "announces", "a-person"),
            null,
            null,
            wroteLately(conversation, now),
            PRIORITY,
            now);
    transaction.executeWithoutResult(status -> outbox.add(List.of(message)));
    return id;
  }

  private boolean wroteLately(String conversation, Instant now) {
    return jdbc.sql(
            """
            select exists (select 1 from chat_message
                            where conversation = ? and author = 'CUSTOMER' and received_at > ?)
            """)
        .params(conversation, Timestamp.from(now.minus(LATELY)))
        .query(Boolean.class)
        .single();
  }

  /** The last thing a customer wrote. */
  private record Last(UUID message, @Nullable UUID turn, boolean waiting) {}

  @Override
  public Optional<UUID> anew(String conversation) {
    return Objects.requireNonNull(
        transaction.execute(status -> last(conversation).map(last -> again(last, conversation))));
  }

  private Optional<Last> last(String conversation) {
    return jdbc.sql(
            """
            select m.id, m.turn_id, coalesce(t.state in ('WAITING', 'RETRY'), false) as waiting
              from chat_message m left join event t on t.id = m.turn_id
             where m.conversation = ? and m.author = 'CUSTOMER' and m.revoked_at is null
             order by m.seq desc limit 1 for update of m
            """)
        .param(conversation)
        .query(
            (row, n) ->
                new Last(
                    row.getObject("id", UUID.class),
                    row.getObject("turn_id", UUID.class),
                    row.getBoolean("waiting")))
        .optional();
  }

  /** What is about to be answered needs no second answer. */
  private UUID again(Last last, String conversation) {
    if (last.turn() != null && last.waiting()) {
      return last.turn();
    }
    Instant now = clock.instant();
    InboundRecord turn =
        InboundRecord.of(
            Turns.SOURCE,
            new Identity(
                "turn:" + last.message() + ":" + UUID.randomUUID(), Turns.subject(conversation)),
            now,
            "text/plain",
            conversation.getBytes(StandardCharsets.UTF_8));
    timers.set(turn, Turns.TYPE, now);
    jdbc.sql("update chat_message set turn_id = :turn where id = :last or turn_id = :before")
        .param("turn", turn.id())
        .param("last", last.message())
        .param("before", last.turn())
        .update();
    return turn.id();
  }
}
