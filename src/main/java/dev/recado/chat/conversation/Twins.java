package dev.recado.chat.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Recognises a message that has already arrived by another way: by the gateway and by a chat of
 * Kommo.
 *
 * <p>Both ways have no common id, so the class compares author, content and time. Each message has
 * at most one twin: a customer who writes "ok" twice has two messages.
 */
final class Twins {

  /** The greatest difference between the clocks of both ways. */
  private static final Duration APART = Duration.ofMinutes(2);

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
  private static final String TEXT = "text";
  private static final String FROM_API = "api";

  private final JdbcClient jdbc;

  Twins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A stored message for comparison. */
  private record StoredMessage(UUID id, String kind, @Nullable String text) {

    static StoredMessage of(ResultSet row) throws SQLException {
      return new StoredMessage(
          row.getObject("id", UUID.class), row.getString("kind"), row.getString("text"));
    }

    /** One of the ways may lose a caption. */
    boolean same(String otherKind, @Nullable String otherText) {
      if (!comparable(kind).equals(comparable(otherKind))) {
        return false;
      }
      if (text == null || otherText == null) {
        return !kind.equals(TEXT);
      }
      return Twins.same(text, otherText);
    }

    static String comparable(String kind) {
      return kind.equals("voice") ? "audio" : kind;
    }
  }

  /** Whether two texts are equal, except for case and blanks. */
  static boolean same(String one, String other) {
    return folded(one).equals(folded(other));
  }

  private static String folded(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return BLANKS.matcher(plain).replaceAll(" ").strip();
  }

  /**
   * Joins a message to its stored twin.
   *
   * @param message the message, not stored yet; the caller has locked its conversation, so the
   *     second of two concurrent copies sees the first
   * @return false if there is no twin
   */
  boolean join(ChatMessage message, String conversation) {
    if (message.via().equals(FROM_API)) {
      return false;
    }
    String author = message.author();
    UUID event = message.event().id();
    return possibleTwins(conversation, author, message.via(), message.sentAt()).stream()
        .filter(stored -> stored.same(message.kind(), message.text()))
        .findFirst()
        .map(stored -> join(stored.id(), event, message))
        .isPresent();
  }

  /**
   * Later deletions and corrections use the gateway's id, and the hub fetches the gateway's file.
   */
  private UUID join(UUID stored, UUID twin, ChatMessage message) {
    if (message.byWhatsApp()) {
      jdbc.sql(
              """
              update chat_message
                 set provider_id = coalesce(?, provider_id), media_id = coalesce(?, media_id)
               where id = ?
              """)
          .params(message.providerId(), message.mediaId(), stored)
          .update();
    }
    return join(stored, twin, message.name());
  }

  private UUID join(UUID stored, UUID twin, @Nullable String name) {
    jdbc.sql(
            """
            update chat_message
               set twin_id = :twin,
                   author_name = case author when 'PERSON' then coalesce(author_name, :name) end
             where id = :kept
            """)
        .param("twin", twin)
        .param("name", name)
        .param("kept", stored)
        .update();
    return stored;
  }

  /** Messages of the other way without a twin, the nearest in time first. */
  private List<StoredMessage> possibleTwins(
      String conversation, String author, String via, Instant sentAt) {
    return jdbc.sql(
            """
            select id, kind, text from chat_message
             where conversation = :conversation and twin_id is null
               and (author = :author or :author = 'PERSON' and author = 'AUTOMATIC')
               and via not in (:via, 'api') and sent_at between :from and :to
             order by abs(extract(epoch from sent_at - :at)), seq
            """)
        .param("conversation", conversation)
        .param("author", author)
        .param("via", via)
        .param("at", Timestamp.from(sentAt))
        .param("from", Timestamp.from(sentAt.minus(APART)))
        .param("to", Timestamp.from(sentAt.plus(APART)))
        .query((row, n) -> StoredMessage.of(row))
        .list();
  }

  /**
   * Tells whether a message is one that the hub itself has sent. Kommo shows every message from the
   * number, and some gateways every message of a linked device, without its author.
   */
  boolean echo(ChatMessage message, String conversation) {
    return jdbc
        .sql(
            """
            select kind, text, state from chat_line
             where conversation = :conversation and author = 'HUB'
               and (state = 'SENDING' or state in ('SENT', 'DELIVERED', 'READ', 'UNKNOWN')
                    and at between :from and :to)
            """)
        .param("conversation", conversation)
        .param("from", Timestamp.from(message.sentAt().minus(APART)))
        .param("to", Timestamp.from(message.sentAt().plus(APART)))
        .query(
            (row, n) ->
                new SentLine(row.getString("kind"), row.getString("text"), row.getString("state")))
        .list()
        .stream()
        .anyMatch(sent -> sent.echoed(message));
  }

  /** A message of the hub for comparison. */
  private record SentLine(String kind, @Nullable String text, String state) {

    private static final Set<String> WITHOUT_ID = Set.of("SENDING", "UNKNOWN");

    /** A file may have no text; while its id is not known, its kind must do. */
    boolean echoed(ChatMessage message) {
      String other = message.text();
      boolean file =
          !kind.equals(TEXT)
              && kind.equals(StoredMessage.comparable(message.kind()))
              && WITHOUT_ID.contains(state);
      return file || text != null && other != null && (same(text, other) || numbered(text, other));
    }

    /** Choices went out behind the question, as {@code 1. …}, where the provider has no buttons. */
    private static boolean numbered(String question, String sent) {
      return folded(sent).startsWith(folded(question) + " 1. ");
    }
  }

  /**
   * Two conversations become one. A message that arrived by both ways is stored in each, and is
   * kept once.
   */
  void merge(String from, String to) {
    jdbc.sql(
            """
            select f.id, f.kind, f.text, f.author, f.via, f.sent_at, f.author_name
              from chat_message f
             where f.conversation = :from and f.twin_id is null and exists (
                   select 1 from chat_message t
                    where t.conversation = :to and t.author = f.author and t.twin_id is null
                      and t.via not in (f.via, 'api')
                      and abs(extract(epoch from t.sent_at - f.sent_at)) <= :apart)
             order by f.seq
            """)
        .param("from", from)
        .param("to", to)
        .param("apart", APART.toSeconds())
        .query((row, n) -> Doubtful.of(row))
        .list()
        .forEach(doubtful -> merge(doubtful, to));
  }

  /** A message that may be stored twice. */
  private record Doubtful(
      StoredMessage stored,
      String author,
      String via,
      Instant sentAt,
      @Nullable String authorName) {

    static Doubtful of(ResultSet row) throws SQLException {
      return new Doubtful(
          StoredMessage.of(row),
          row.getString("author"),
          row.getString("via"),
          row.getTimestamp("sent_at").toInstant(),
          row.getString("author_name"));
    }
  }

  /** The message of the remaining conversation is kept: its turn may already be finished. */
  private void merge(Doubtful one, String to) {
    possibleTwins(to, one.author(), one.via(), one.sentAt()).stream()
        .filter(stored -> stored.same(one.stored().kind(), one.stored().text()))
        .findFirst()
        .ifPresent(
            stored -> {
              jdbc.sql("delete from chat_message where id = ?").param(one.stored().id()).update();
              join(stored.id(), one.stored().id(), one.authorName());
            });
  }
}
