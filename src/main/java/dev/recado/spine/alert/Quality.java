package dev.recado.spine.alert;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What providers say about the quality of a number: the last word on each channel counts.
 *
 * <p>Meta rates a number green, yellow or red, and tells by a word of its own when it flags it or
 * takes that back. A word that says neither good nor bad changes nothing.
 */
final class Quality implements Watch, EventSink {

  static final int YELLOW = 1;
  static final int RED = 2;

  private final JdbcClient jdbc;
  private final Channels channels;
  private final AlertSettings settings;

  Quality(JdbcClient jdbc, Channels channels, AlertSettings settings) {
    this.jdbc = jdbc;
    this.channels = channels;
    this.settings = settings;
  }

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_CHANNEL_QUALITY);
  }

  @Override
  public void take(List<Event> events) {
    events.forEach(this::take);
  }

  private void take(Event event) {
    String quality = word(event, "quality");
    String said = quality.isEmpty() ? word(event, "event") : quality;
    OptionalInt level = level(said);
    String channel = String.valueOf(event.body().get("channel"));
    if (level.isPresent()) {
      jdbc.sql(
              """
              insert into channel_quality as q (channel, level, said, at) values (?, ?, ?, ?)
              on conflict (channel) do update
                 set level = excluded.level, said = excluded.said, at = excluded.at
               where q.at <= excluded.at
              """)
          .params(channel, level.getAsInt(), said, Timestamp.from(event.receivedAt()))
          .update();
    }
  }

  private static String word(Event event, String field) {
    Object value = event.body().get(field);
    return value == null ? "" : value.toString().strip().toUpperCase(Locale.ROOT);
  }

  private static OptionalInt level(String said) {
    return switch (said) {
      case "GREEN", "HIGH", "UNFLAGGED", "UPGRADE" -> OptionalInt.of(0);
      case "YELLOW", "MEDIUM", "DOWNGRADE" -> OptionalInt.of(YELLOW);
      case "RED", "LOW", "FLAGGED" -> OptionalInt.of(RED);
      default -> OptionalInt.empty();
    };
  }

  private record Judged(String channel, int level, String said, Instant at) {}

  @Override
  public List<Condition> look(Instant now) {
    Optional<Integer> worst = settings.worstQuality();
    if (worst.isEmpty()) {
      return List.of();
    }
    return jdbc
        .sql("select channel, level, said, at from channel_quality where level >= ? order by 1")
        .param(worst.get())
        .query(
            (row, n) ->
                new Judged(
                    row.getString("channel"),
                    row.getInt("level"),
                    row.getString("said"),
                    row.getTimestamp("at").toInstant()))
        .list()
        .stream()
        .filter(judged -> channels.named(judged.channel()).filter(Channel::active).isPresent())
        .map(judged -> condition(judged, worst.get()))
        .toList();
  }

  private static Condition condition(Judged judged, int worst) {
    String text =
        ("O provedor avaliou o número do canal %s como %s. Envie menos mensagens que ninguém pediu, ou o número"
                + " pode ser limitado ou bloqueado.")
            .formatted(judged.channel(), judged.said());
    return new Condition(
        AlertKind.QUALITY,
        judged.channel(),
        judged.at(),
        BigDecimal.valueOf(judged.level()),
        BigDecimal.valueOf(worst),
        "",
        text,
        "/api/channels/" + judged.channel());
  }
}
