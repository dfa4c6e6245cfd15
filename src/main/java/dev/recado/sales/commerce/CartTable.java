package dev.recado.sales.commerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.MergeListener;
import dev.recado.ground.database.DatedRows;
import dev.recado.ground.database.Retention;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The carts in PostgreSQL. */
final class CartTable implements MergeListener, Retention {

  private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final DatedRows old;

  CartTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
    this.old =
        DatedRows.byText(jdbc, "cart", "updated_at", "conversation", "r.updated_at < :older");
  }

  List<Line> of(String conversation) {
    return jdbc.sql("select lines from cart where conversation = ?")
        .param(conversation)
        .query(String.class)
        .optional()
        .map(this::read)
        .orElseGet(List::of);
  }

  private List<Line> read(String lines) {
    try {
      return json.readValue(lines, LINES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The lines of a cart are no JSON of lines", e);
    }
  }

  /** An empty cart has no row. */
  void keep(String conversation, List<Line> lines, Instant now) {
    if (lines.isEmpty()) {
      jdbc.sql("delete from cart where conversation = ?").param(conversation).update();
      return;
    }
    jdbc.sql(
            """
            insert into cart (conversation, lines, updated_at) values (:conversation, :lines, :now)
            on conflict (conversation) do update set lines = :lines, updated_at = :now
            """)
        .param("conversation", conversation)
        .param("lines", write(lines))
        .param("now", Timestamp.from(now))
        .update();
  }

  private String write(List<Line> lines) {
    try {
      return json.writeValueAsString(lines);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Lines cannot be written as JSON", e);
    }
  }

  @Override
  public Kind kind() {
    return Kind.EVENTS;
  }

  @Override
  public String table() {
    return "cart";
  }

  /** A cart that nobody has touched for so long is forgotten. */
  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return old.delete(older, after, atMost);
  }

  /** Of two carts the newer one stays. */
  @Override
  public void merged(String from, String to) {
    jdbc.sql(
            """
            delete from cart c using cart other
             where c.conversation in (:from, :to) and other.conversation in (:from, :to)
               and c.conversation <> other.conversation and c.updated_at < other.updated_at
            """)
        .param("from", from)
        .param("to", to)
        .update();
    jdbc.sql(
            """
            update cart set conversation = :to
             where conversation = :from
               and not exists (select 1 from cart where conversation = :to)
            """)
        .param("to", to)
        .param("from", from)
        .update();
  }
}
