package dev.recado.sales.chatbot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.chatbot.Chatbot.Start;
import dev.recado.sales.chatbot.Chatbot.Step;
import dev.recado.sales.seller.HoursText;
import dev.recado.sales.seller.WorkingHours;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chatbots and their steps in PostgreSQL. */
final class ChatbotTable {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  ChatbotTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** All, in the order in which they may start. */
  List<Chatbot> all() {
    return read("select * from chatbot order by position, id", Map.of());
  }

  List<Chatbot> active() {
    return read("select * from chatbot where active order by position, id", Map.of());
  }

  Optional<Chatbot> byId(long id) {
    return read("select * from chatbot where id = :id", Map.of("id", id)).stream().findFirst();
  }

  Optional<Chatbot> named(String name) {
    return read("select * from chatbot where lower(name) = lower(:name)", Map.of("name", name))
        .stream()
        .findFirst();
  }

  private List<Chatbot> read(String sql, Map<String, ?> parameters) {
    List<Chatbot> found = jdbc.sql(sql).params(parameters).query((row, n) -> chatbot(row)).list();
    return found.isEmpty() ? found : complete(found);
  }

  private List<Chatbot> complete(List<Chatbot> found) {
    Long[] ids = found.stream().map(Chatbot::id).toArray(Long[]::new);
    Map<Long, List<Step>> steps = new LinkedHashMap<>();
    jdbc.sql("select * from chatbot_step where chatbot = any (?) order by position, id")
        .param(ids)
        .query(
            row -> {
              steps.computeIfAbsent(row.getLong("chatbot"), id -> new ArrayList<>()).add(step(row));
            });
    Map<Long, List<String>> channels = new LinkedHashMap<>();
    jdbc.sql("select * from chatbot_channel where chatbot = any (?) order by channel")
        .param(ids)
        .query(
            row -> {
              channels
                  .computeIfAbsent(row.getLong("chatbot"), id -> new ArrayList<>())
                  .add(row.getString("channel"));
            });
    return found.stream()
        .map(
            it ->
                new Chatbot(
                    it.id(),
                    it.name(),
                    it.active(),
                    it.position(),
                    new Start(
                        channels.getOrDefault(it.id(), List.of()),
                        it.start().keywords(),
                        it.start().intents(),
                        it.start().areas(),
                        it.start().hours()),
                    it.timeout(),
                    steps.getOrDefault(it.id(), List.of())))
        .toList();
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        row.getLong("id"),
        row.getString("code"),
        row.getString("handler"),
        row.getInt("position"),
        row.getBoolean("active"));
  }

  private Chatbot chatbot(ResultSet row) throws SQLException {
    return new Chatbot(
        row.getLong("id"),
        row.getString("name"),
        row.getBoolean("active"),
        row.getInt("position"),
        new Start(
            List.of(),
            texts(row.getArray("keywords")),
            texts(row.getArray("intents")),
            texts(row.getArray("areas")),
            hours(row.getString("hours"))),
        Duration.ofSeconds(row.getInt("timeout_s")),
        List.of());
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private @Nullable WorkingHours hours(@Nullable String written) {
    try {
      return written == null ? null : HoursText.read(json.readValue(written, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The hours of a chatbot are no JSON", e);
    }
  }

  long insert(Chatbot it, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into chatbot (name, active, position, keywords, intents, areas, hours,
                                     timeout_s, created_at, updated_at)
                values (:name, :active, :position, :keywords, :intents, :areas, :hours,
                        :timeout, :now, :now)
                returning id
                """)
            .paramSource(parameters(it, now))
            .query(Long.class)
            .single();
    channels(id, it.start().channels());
    return id;
  }

  void update(Chatbot it, Instant now) {
    jdbc.sql(
            """
            update chatbot
               set name = :name, active = :active, position = :position, keywords = :keywords,
                   intents = :intents, areas = :areas, hours = :hours, timeout_s = :timeout,
                   updated_at = :now
             where id = :id
            """)
        .paramSource(parameters(it, now).addValue("id", it.id()))
        .update();
    channels(it.id(), it.start().channels());
  }

  private MapSqlParameterSource parameters(Chatbot it, Instant now) {
    WorkingHours hours = it.start().hours();
    return new MapSqlParameterSource()
        .addValue("name", it.name())
        .addValue("active", it.active())
        .addValue("position", it.position())
        .addValue("keywords", it.start().keywords().toArray(String[]::new))
        .addValue("intents", it.start().intents().toArray(String[]::new))
        .addValue("areas", it.start().areas().toArray(String[]::new))
        .addValue("hours", hours == null ? null : write(HoursText.write(hours)))
        .addValue("timeout", it.timeout().toSeconds())
        .addValue("now", Timestamp.from(now));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  private void channels(long chatbot, List<String> channels) {
    jdbc.sql("delete from chatbot_channel where chatbot = ?").param(chatbot).update();
    channels.forEach(
        channel ->
            jdbc.sql("insert into chatbot_channel (chatbot, channel) values (?, ?)")
                .params(chatbot, channel)
                .update());
  }

  boolean delete(long id) {
    return jdbc.sql("delete from chatbot where id = ?").param(id).update() > 0;
  }

  /** Puts steps in the place of all earlier ones; a step of the same code keeps its number. */
  void steps(long chatbot, List<Step> steps) {
    jdbc.sql("delete from chatbot_step where chatbot = :chatbot and not code = any (:codes)")
        .param("chatbot", chatbot)
        .param("codes", steps.stream().map(Step::code).toArray(String[]::new))
        .update();
    steps.forEach(step -> keep(chatbot, step));
  }

  long keep(long chatbot, Step step) {
    return jdbc.sql(
            """
            insert into chatbot_step (chatbot, code, handler, position, active)
            values (:chatbot, :code, :handler, :position, :active)
            on conflict (chatbot, code) do update
               set handler = excluded.handler, position = excluded.position, active = excluded.active
            returning id
            """)
        .param("chatbot", chatbot)
        .param("code", step.code())
        .param("handler", step.handler())
        .param("position", step.position())
        .param("active", step.active())
        .query(Long.class)
        .single();
  }

  void change(Step step) {
    jdbc.sql(
            """
            update chatbot_step set code = ?, handler = ?, position = ?, active = ? where id = ?
            """)
        .params(step.code(), step.handler(), step.position(), step.active(), step.id())
        .update();
  }

  boolean deleteStep(long chatbot, long step) {
    return jdbc.sql("delete from chatbot_step where chatbot = ? and id = ?")
            .params(chatbot, step)
            .update()
        > 0;
  }
}
