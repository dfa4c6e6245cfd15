package dev.recado.chat.conversation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marks deleted messages and stores corrections.
 *
 * <p>It never makes a turn. A waiting turn reads the changed message, and a finished turn stays as
 * it is. An amendment that arrives before its message is kept for it.
 */
final class Amendments implements EventSink {

  /** A message may arrive this long after its own correction. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final Identities identities;
  private final Clock clock;

  Amendments(JdbcClient jdbc, Identities identities, Clock clock) {
    this.jdbc = jdbc;
    this.identities = identities;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_MESSAGE_EDITED, EventTypes.WHATSAPP_MESSAGE_REVOKED);
  }

  @Override
  public void take(List<Event> events) {
    events.stream().map(Amendment::of).filter(amendment -> !amendment.empty()).forEach(this::take);
  }

  private void take(Amendment amendment) {
    String[] keys =
        (amendment.placed()
                ? identities.keys(amendment.channel(), amendment.externalId(), amendment.phone())
                : conversationsOf(amendment))
            .toArray(String[]::new);
    if (write(amendment, keys) == 0) {
      keepUntilMessageArrives(amendment, keys);
    }
  }

  /** WhatsApp's ids are unique, so the message itself tells its conversation. */
  private List<String> conversationsOf(Amendment amendment) {
    return jdbc.sql(
            "select distinct conversation from chat_message where provider_id = ? and channel = ?")
        .params(amendment.providerId(), amendment.channel())
        .query(String.class)
        .list();
  }

  /** Of several corrections, the one with the latest time counts, in any order of arrival. */
  private int write(Amendment amendment, String[] keys) {
    return jdbc.sql(
            """
            update chat_message
               set revoked_at = case when :revoked then coalesce(revoked_at, :at) else revoked_at end,
                   first_text = case when :revoked or edited_at is not null then first_text
                                     else coalesce(text, '') end,
                   text = case when :revoked or edited_at > :at then text else :text end,
                   edited_at = case when :revoked then edited_at else greatest(edited_at, :at) end
             where provider_id = :id and conversation = any (:keys::text[])
               and (author <> 'CUSTOMER') = :own
            """)
        .param("id", amendment.providerId())
        .param("keys", keys)
        .param("own", amendment.own())
        .param("revoked", amendment.revoked())
        .param("text", amendment.text(), Types.VARCHAR)
        .param("at", Timestamp.from(amendment.at()))
        .update();
  }

  private void keepUntilMessageArrives(Amendment amendment, String[] keys) {
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.sql("delete from chat_correction where kept_at < ?")
        .param(Timestamp.from(clock.instant().minus(KEPT)))
        .update();
    jdbc.sql(
            """
            insert into chat_correction (event_id, provider_id, conversations, own, revoked, text,
                                         at, kept_at)
            values (?, ?, ?::text[], ?, ?, ?, ?, ?)
            on conflict (event_id) do nothing
            """)
        .params(
            amendment.eventId(),
            amendment.providerId(),
            keys,
            amendment.own(),
            amendment.revoked(),
            amendment.text(),
            Timestamp.from(amendment.at()),
            now)
        .update();
  }

  /** A message has arrived. Applies an amendment that arrived before it. */
  void cameLate(ChatMessage message, String conversation) {
    String id = message.providerId();
    if (id == null) {
      return;
    }
    jdbc.sql(
            """
            delete from chat_correction
             where provider_id = ? and own = ? and ? = any (conversations)
            returning *
            """)
        .params(id, !message.fromCustomer(), conversation)
        .query((row, n) -> kept(row, message))
        .list()
        .forEach(amendment -> write(amendment, new String[] {conversation}));
  }

  private static Amendment kept(ResultSet row, ChatMessage message) throws SQLException {
    return new Amendment(
        row.getObject("event_id", UUID.class),
        message.channel(),
        true,
        message.externalId(),
        message.phone(),
        row.getBoolean("own"),
        row.getString("provider_id"),
        row.getBoolean("revoked"),
        row.getString("text"),
        row.getTimestamp("at").toInstant());
  }
}
