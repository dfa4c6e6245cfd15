package dev.recado.sales.chatbot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what became of the stays in the steps of a chatbot. */
final class ChatbotMetrics {

  private final JdbcClient jdbc;
  private final ZoneId zone;

  ChatbotMetrics(JdbcClient jdbc, ZoneId zone) {
    this.jdbc = jdbc;
    this.zone = zone;
  }

  /**
   * What became of a chatbot's walks.
   *
   * @param iniciados walks that began
   * @param concluidos walks that came to the end
   * @param abandonados walks in which the customer stopped answering
   * @param cancelados walks that the customer gave up
   * @param transferidos walks that a person took over
   * @param emAndamento walks that are under way
   * @param conversao concluded ones of those that are over, 0 to 1; null without one
   */
  record Whole(
      long iniciados,
      long concluidos,
      long abandonados,
      long cancelados,
      long transferidos,
      @JsonProperty("em_andamento") long emAndamento,
      @Nullable Double conversao) {}

  /**
   * What became of the stays in a step.
   *
   * @param codigo the step
   * @param entradas how often customers came
   * @param concluidas how often they went on
   * @param abandonadas how often they stopped answering
   * @param canceladas how often they gave up
   * @param voltas how often they went back or started over
   * @param transferidas how often a person took over
   * @param naoEntendidas answers that were not understood
   * @param erros runs that failed
   * @param medianaSegundos the median time in the step, or null
   * @param conversao concluded ones of those that are over, 0 to 1; null without one
   */
  record OfStep(
      String codigo,
      long entradas,
      long concluidas,
      long abandonadas,
      long canceladas,
      long voltas,
      long transferidas,
      @JsonProperty("nao_entendidas") long naoEntendidas,
      long erros,
      @JsonProperty("mediana_segundos") @Nullable Double medianaSegundos,
      @Nullable Double conversao) {}

  /** The metrics of a chatbot in a stretch of days. */
  record Report(Whole total, List<OfStep> etapas) {}

  Report of(Chatbot chatbot, LocalDate from, LocalDate to) {
    Timestamp begin = Timestamp.from(from.atStartOfDay(zone).toInstant());
    Timestamp end = Timestamp.from(to.plusDays(1).atStartOfDay(zone).toInstant());
    Map<String, Long> errors = errors(chatbot.id(), from, to);
    Map<String, OfStep> steps = new LinkedHashMap<>();
    chatbot.steps().forEach(step -> steps.put(step.code(), none(step.code(), errors)));
    jdbc.sql(
            """
            select step,
                   count(*) as entered,
                   count(*) filter (where ending in ('NEXT', 'END')) as completed,
                   count(*) filter (where ending = 'TIMED_OUT') as abandoned,
                   count(*) filter (where ending = 'CANCELLED') as cancelled,
                   count(*) filter (where ending in ('BACK', 'MENU')) as back,
                   count(*) filter (where ending = 'HANDED_OVER') as handed,
                   count(*) filter (where left_at is not null) as over,
                   sum(misses) as misses,
                   percentile_cont(0.5) within group (
                     order by extract(epoch from left_at - entered_at)) as median
              from chatbot_stay
             where chatbot = :chatbot and entered_at >= :from and entered_at < :to
             group by step order by min(entered_at)
            """)
        .param("chatbot", chatbot.id())
        .param("from", begin)
        .param("to", end)
        .query(
            row -> {
              steps.put(row.getString("step"), step(row, errors));
            });
    return new Report(whole(chatbot.id(), begin, end), List.copyOf(steps.values()));
  }

  private static OfStep none(String code, Map<String, Long> errors) {
    return new OfStep(code, 0, 0, 0, 0, 0, 0, 0, errors.getOrDefault(code, 0L), null, null);
  }

  private static OfStep step(ResultSet row, Map<String, Long> errors) throws SQLException {
    String code = row.getString("step");
    long over = row.getLong("over");
    double median = row.getDouble("median");
    boolean none = row.wasNull();
    return new OfStep(
        code,
        row.getLong("entered"),
        row.getLong("completed"),
        row.getLong("abandoned"),
        row.getLong("cancelled"),
        row.getLong("back"),
        row.getLong("handed"),
        row.getLong("misses"),
        errors.getOrDefault(code, 0L),
        none ? null : Math.round(median * 10) / 10.0,
        ratio(row.getLong("completed"), over));
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : Math.round(1000.0 * part / whole) / 1000.0;
  }

  private Map<String, Long> errors(long chatbot, LocalDate from, LocalDate to) {
    Map<String, Long> errors = new HashMap<>();
    jdbc.sql(
            """
            select step, sum(count) as count from chatbot_error
             where chatbot = ? and day >= ? and day <= ? group by step
            """)
        .params(chatbot, from, to)
        .query(
            row -> {
              errors.put(row.getString("step"), row.getLong("count"));
            });
    return errors;
  }

  /** The last stay of a walk says how it ended. */
  private Whole whole(long chatbot, Timestamp from, Timestamp to) {
    return jdbc.sql(
            """
            with walk as (
              select distinct on (run) run, left_at, ending
                from chatbot_stay
               where chatbot = :chatbot and entered_at >= :from and entered_at < :to
               order by run, seq desc)
            select count(*) as started,
                   count(*) filter (where ending = 'END') as finished,
                   count(*) filter (where ending = 'TIMED_OUT') as abandoned,
                   count(*) filter (where ending = 'CANCELLED') as cancelled,
                   count(*) filter (where ending = 'HANDED_OVER') as handed,
                   count(*) filter (where left_at is null) as open
              from walk
            """)
        .param("chatbot", chatbot)
        .param("from", from)
        .param("to", to)
        .query(
            (row, n) ->
                new Whole(
                    row.getLong("started"),
                    row.getLong("finished"),
                    row.getLong("abandoned"),
                    row.getLong("cancelled"),
                    row.getLong("handed"),
                    row.getLong("open"),
                    ratio(row.getLong("finished"), row.getLong("started") - row.getLong("open"))))
        .single();
  }
}
