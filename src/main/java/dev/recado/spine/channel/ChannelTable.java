package dev.recado.spine.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.SealedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The channels that the API has made, in PostgreSQL; their secrets are encrypted. */
final class ChannelTable {

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;
  private final SealedText seal;
  private final Clock clock;

  ChannelTable(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      ObjectMapper json,
      SealedText seal,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.json = json;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * A text that differs after each change of any channel that is committed. A sequence alone would
   * not do: it moves before the commit.
   */
  String state() {
    return jdbc.sql(
            "select coalesce(string_agg(id || ':' || version, ',' order by id), '') from whatsapp_channel")
        .query(String.class)
        .single();
  }

  /**
   * A row.
   *
   * @param channel without secrets if it is locked
   * @param locked whether the secrets were stored with another key
   */
  record Stored(Channel channel, boolean locked) {}

  /** All of them, in the order in which they were made. */
  List<Stored> all() {
    return jdbc.sql("select * from whatsapp_channel order by created_at, id")
        .query((row, n) -> stored(row))
        .list();
  }

  /**
   * Looks and writes with nobody else in between, in any process: what one looks at here is still
   * so when it is written. Of this process only one waits for the others, so that the waiting ones
   * hold no connections.
   */
  synchronized <T> T alone(Supplier<T> work) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              jdbc.sql("select pg_advisory_xact_lock(hashtextextended('recado channels', 0))")
                  .query()
                  .listOfRows();
              return work.get();
            }));
  }

  /** Adds a channel; false if there is one with this id. */
  boolean add(Channel channel) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              int added = write(channel, ADD);
              keepOnePreferred(channel);
              return added > 0;
            }));
  }

  /** Replaces a channel; false if there is none with this id, or not in this version any more. */
  boolean replace(Channel channel) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              int changed = write(channel, REPLACE);
              keepOnePreferred(channel);
              return changed > 0;
            }));
  }

  private void keepOnePreferred(Channel channel) {
    if (channel.preferred()) {
      jdbc.sql(
              """
              update whatsapp_channel set preferred = false, version = nextval('channel_version')
               where preferred and id <> ?
              """)
          .param(channel.id())
          .update();
    }
  }

  /** Deletes a channel; false if there is none with this id. */
  boolean delete(String id) {
    return jdbc.sql("delete from whatsapp_channel where id = ?").param(id).update() > 0;
  }

  private static final String ADD =
      """
      insert into whatsapp_channel (id, provider, number, label, settings, secrets, pace_every_ms, pace_burst,
                           pace_jitter_ms, quiet_hours, flow, fallback_template, active, preferred,
                           version, created_at, updated_at)
      values (:id, :provider, :number, :label, :settings, :secrets, :every, :burst, :jitter, :quiet,
              :flow, :fallback, :active, :preferred, nextval('channel_version'), :now, :now)
      on conflict (id) do nothing
      """;

  private static final String REPLACE =
      """
      update whatsapp_channel
         set provider = :provider, number = :number, label = :label, settings = :settings,
             secrets = :secrets, pace_every_ms = :every, pace_burst = :burst,
             pace_jitter_ms = :jitter, quiet_hours = :quiet, flow = :flow,
             fallback_template = :fallback, active = :active, preferred = :preferred,
             version = nextval('channel_version'), updated_at = :now
       where id = :id and version = :version
      """;

  private int write(Channel channel, String sql) {
    Pace pace = channel.pace();
    return jdbc.sql(sql)
        .param("id", channel.id())
        .param("version", channel.version())
        .param("provider", channel.provider())
        .param("number", channel.number())
        .param("label", channel.label())
        .param("settings", written(channel.settings()))
        .param("secrets", seal.seal(written(channel.secrets())))
        .param("every", pace == null ? null : pace.every().toMillis(), java.sql.Types.BIGINT)
        .param("burst", pace == null ? null : pace.burst(), java.sql.Types.INTEGER)
        .param("jitter", pace == null ? null : pace.jitter().toMillis(), java.sql.Types.BIGINT)
        .param("quiet", channel.quietHours())
        .param("flow", channel.flow())
        .param("fallback", channel.fallbackTemplate())
        .param("active", channel.active())
        .param("preferred", channel.preferred())
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private Stored stored(ResultSet row) throws SQLException {
    Optional<Map<String, String>> secrets = seal.open(row.getBytes("secrets")).map(this::read);
    return new Stored(channel(row, secrets.orElseGet(Map::of)), secrets.isEmpty());
  }

  private Channel channel(ResultSet row, Map<String, String> secrets) throws SQLException {
    Map<String, String> settings = read(row.getString("settings"));
    return new Channel(
        row.getString("id"),
        row.getString("provider"),
        row.getString("number"),
        row.getString("label"),
        settings,
        secrets,
        pace(row),
        row.getString("quiet_hours"),
        row.getString("flow"),
        row.getString("fallback_template"),
        row.getBoolean("active"),
        row.getBoolean("preferred"),
        Simulators.serve(settings),
        false,
        row.getLong("version"));
  }

  private static @Nullable Pace pace(ResultSet row) throws SQLException {
    long every = row.getLong("pace_every_ms");
    return row.wasNull()
        ? null
        : new Pace(
            Duration.ofMillis(every),
            row.getInt("pace_burst"),
            Duration.ofMillis(row.getLong("pace_jitter_ms")));
  }

  private String written(Map<String, String> texts) {
    try {
      return json.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  private Map<String, String> read(String text) {
    try {
      return json.readValue(text, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Settings that were not written by a hub", e);
    }
  }
}
