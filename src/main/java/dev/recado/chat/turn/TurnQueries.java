package dev.recado.chat.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.ChatEvents;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.chat.conversation.Dialogues.Dialogue;
import dev.recado.ground.database.StorableText;
import dev.recado.ground.phone.Phones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the data that a flow needs to answer a turn. */
public final class TurnQueries {

  private static final int HISTORY = 10;

  /**
   * In characters: the longest text that the hub interprets, as long as the text of one WhatsApp
   * message. A longer text was pasted, and its beginning is enough. The stored message stays whole.
   */
  private static final int MOST_READ = 4_096;

  private final Trees trees;
  private final JdbcClient jdbc;
  private final Dialogues dialogues;
  private final List<TurnDetail> details;

  public TurnQueries(
      JdbcClient jdbc, ObjectMapper json, Dialogues dialogues, List<TurnDetail> details) {
    this.trees = new Trees(json);
    this.jdbc = jdbc;
    this.dialogues = dialogues;
    this.details = details;
  }

  /** The body of a turn's event. */
  public Map<String, @Nullable Object> turn(UUID turn, String conversation) {
    List<Map<String, @Nullable Object>> messages = messages(turn);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("conversation", conversation);
    body.put("channel", channel(turn));
    body.putAll(known(conversation));
    boolean late = !messages.isEmpty() && fresh(messages).isEmpty();
    List<Map<String, @Nullable Object>> asked = late ? messages : fresh(messages);
    body.put("messages", messages);
    body.put("kinds", joined(asked, "kind", " "));
    body.put("text", text(asked));
    body.put("button", asked.isEmpty() ? null : asked.get(asked.size() - 1).get("button"));
    body.put("late", late);
    body.put("withdrawn", withdrawn(turn));
    body.put("history", history(turn, conversation));
    body.put("turnsLately", turnsLately(turn, conversation));
    details.forEach(detail -> body.putAll(detail.about(conversation)));
    return body;
  }

  /** A question that arrives days after it was written gets no answer now. */
  private static List<Map<String, @Nullable Object>> fresh(
      List<Map<String, @Nullable Object>> messages) {
    return messages.stream().filter(message -> message.get("late") == null).toList();
  }

  private boolean withdrawn(UUID turn) {
    return jdbc.sql(
            """
            select exists (select 1 from chat_message_read
                            where turn_id = ? and revoked_at is not null)
            """)
        .param(turn)
        .query(Boolean.class)
        .single();
  }

  /** Whether a message of a turn was deleted or corrected since the turn read it. */
  public boolean amended(UUID turn, List<?> read) {
    Map<Object, @Nullable Object> texts = new LinkedHashMap<>();
    read.stream()
        .filter(Map.class::isInstance)
        .map(Map.class::cast)
        .forEach(message -> texts.put(message.get("id"), message.get("text")));
    return jdbc.sql(
            """
            select id, text, revoked_at from chat_message_read
             where turn_id = ? and (revoked_at is not null or edited_at is not null)
            """)
        .param(turn)
        .query((row, n) -> amended(row, texts))
        .list()
        .contains(true);
  }

  private static boolean amended(ResultSet row, Map<Object, @Nullable Object> texts)
      throws SQLException {
    String id = row.getString("id");
    return texts.containsKey(id)
        && (row.getTimestamp("revoked_at") != null
            || !Objects.equals(StorableText.of(row.getString("text"), MOST_READ), texts.get(id)));
  }

  private static @Nullable String text(List<Map<String, @Nullable Object>> messages) {
    String text = StorableText.cut(joined(messages, "text", "\n"), MOST_READ);
    return StorableText.unseen(text) ? null : text;
  }

  private static String joined(
      List<Map<String, @Nullable Object>> messages, String field, String between) {
    return messages.stream()
        .map(message -> message.get(field))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .collect(Collectors.joining(between));
  }

  private List<Map<String, @Nullable Object>> messages(UUID turn) {
    return jdbc.sql(
            """
            select m.id, m.kind, m.text, m.sent_at, m.late, m.button, m.media, f.id as file,
                   f.kind as file_kind, f.mimetype, f.name, f.size, f.state
              from chat_message_read m left join media_read f on f.id = m.media_id
             where m.turn_id = ? and m.revoked_at is null order by m.seq
            """)
        .param(turn)
        .query((row, n) -> message(row))
        .list();
  }

  private Map<String, @Nullable Object> message(ResultSet row) throws SQLException {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("id", row.getString("id"));
    message.put("kind", row.getString("kind"));
    message.put("text", StorableText.of(row.getString("text"), MOST_READ));
    message.put("at", row.getTimestamp("sent_at").toInstant().toString());
    if (row.getBoolean("late")) {
      message.put("late", true);
    }
    putTree(message, "media", row.getString("media"));
    if (row.getString("file") != null) {
      message.put("media", file(row));
    }
    putTree(message, "button", row.getString("button"));
    if (message.get("button") instanceof Map<?, ?> button && button.get("title") != null) {
      // The customer may have typed only its number.
      message.put("text", button.get("title"));
    }
    return message;
  }

  /** The file may have come since its message did. */
  private static Map<String, @Nullable Object> file(ResultSet row) throws SQLException {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("id", row.getString("file"));
    file.put("kind", row.getString("file_kind"));
    file.put("mimetype", row.getString("mimetype"));
    file.put("name", row.getString("name"));
    file.put("size", row.getObject("size", Long.class));
    file.put("state", row.getString("state"));
    return file;
  }

  private void putTree(
      Map<String, @Nullable Object> message, String field, @Nullable String written) {
    if (written != null) {
      message.put(field, trees.read(written));
    }
  }

  /** The channel of the turn's last message. The answer uses the channel of the question. */
  private String channel(UUID turn) {
    return jdbc.sql(
            """
            select case via when :api then via else coalesce(channel, 'whatsapp') end
              from chat_message_read where turn_id = :turn order by seq desc limit 1
            """)
        .param("api", ChatEvents.CHANNEL)
        .param("turn", turn)
        .query(String.class)
        .optional()
        .orElse("whatsapp");
  }

  /** The current state of a conversation; empty if there is none of this key. */
  Map<String, @Nullable Object> known(String conversation) {
    return dialogues.of(conversation).map(found -> known(found, conversation)).orElseGet(Map::of);
  }

  private static Map<String, @Nullable Object> known(Dialogue dialogue, String key) {
    String phone = dialogue.phone();
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    known.put("phone", phone);
    known.put("to", to(phone, dialogue.address(), key));
    known.put("name", name(dialogue.facts(), dialogue.name()));
    known.put("awaiting", dialogue.awaiting());
    known.put("facts", dialogue.facts());
    known.put("lastIntent", dialogue.lastIntent());
    known.put("optedOut", dialogue.optedOut());
    known.put("handedOver", dialogue.handedOver());
    return known;
  }

  /** A name from the customer or from another system wins over that of the WhatsApp profile. */
  private static @Nullable String name(Map<String, Object> facts, @Nullable String profile) {
    return facts.get("nome") instanceof String told && !told.isBlank() ? told : profile;
  }

  private static String to(@Nullable String phone, @Nullable String address, String key) {
    if (phone != null) {
      return Phones.unmistakable(phone);
    }
    return Phones.unmistakable(address == null ? key.substring(key.indexOf(':') + 1) : address);
  }

  /** The last lines before the turn, oldest first. */
  private List<Map<String, Object>> history(UUID turn, String conversation) {
    List<Map<String, Object>> lines =
        new ArrayList<>(
            jdbc.sql(
                    """
                    select author, text from chat_line l
                     where conversation = :conversation and text is not null and revoked_at is null
                       and coalesce(state, '') not in ('CANCELLED', 'DEAD')
                       and at <= (select max(received_at) from chat_message_read where turn_id = :turn)
                       and not exists (
                             select 1 from chat_message_read m where m.id = l.id and m.turn_id = :turn)
                     order by at desc limit :most
                    """)
                .param("conversation", conversation)
                .param("turn", turn)
                .param("most", HISTORY)
                .query(
                    (row, n) ->
                        Map.<String, Object>of(
                            "author",
                            row.getString("author"),
                            "text",
                            StorableText.cut(row.getString("text"), MOST_READ)))
                .list());
    Collections.reverse(lines);
    return lines;
  }

  /**
   * Turns in the ten minutes before this one. Without a limit, two machines could answer each other
   * for ever.
   */
  private int turnsLately(UUID turn, String conversation) {
    return jdbc.sql(
            """
            select count(distinct turn_id) from chat_message_read
             where conversation = :conversation and author = 'CUSTOMER'
               and received_at > (select max(received_at) from chat_message_read
                                   where turn_id = :turn) - interval '10 minutes'
            """)
        .param("conversation", conversation)
        .param("turn", turn)
        .query(Integer.class)
        .single();
  }

  /**
   * The turn of the customer's messages since this turn began, if there is one.
   *
   * <p>It counts only while the first message of this turn is fresh. So a customer who writes
   * without a pause is answered too.
   */
  Optional<UUID> newer(UUID turn, Instant freshAfter) {
    return jdbc.sql(
            """
            select later.id from event_read this join event_read later
                on later.subject = this.subject and later.type = this.type
             where this.id = :turn and later.state = 'WAITING' and later.claimed_by is null
               and (later.received_at, later.id) > (this.received_at, this.id)
               and :freshAfter < (select min(received_at) from chat_message_read where turn_id = :turn)
             order by later.received_at desc limit 1
            """)
        .param("turn", turn)
        .param("freshAfter", Timestamp.from(freshAfter))
        .query(UUID.class)
        .optional();
  }
}
