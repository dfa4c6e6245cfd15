package dev.recado.sales.seller;

import dev.recado.sales.seller.Outcomes.Sales;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sellers' results on some days, and how quickly they answered.
 *
 * <p>A customer's wait begins with the first message that no person has answered, and ends with a
 * person's next message. Further messages of the customer change nothing, nor do answers of the
 * hub; the hub's answers are measured apart. If a lead comes late to a seller, the seller's time
 * begins when the conversation became theirs.
 */
public final class Performance {

  /** Each exchange ends with a person's message. So it has at most one, the last. */
  private static final String REPLIES =
      """
      with touched as (
        select distinct conversation from chat_message_read
         where author = 'PERSON' and sent_at >= :from and sent_at < :to),
      line as (
        select conversation, author, sent_at,
               count(*) filter (where author = 'PERSON')
                 over (partition by conversation order by sent_at, seq
                       rows between unbounded preceding and 1 preceding) as exchange
          from chat_message_read join touched using (conversation)),
      exchange as (
        select conversation,
               min(sent_at) filter (where author = 'CUSTOMER') as asked,
               min(sent_at) filter (where author = 'PERSON') as answered
          from line group by conversation, exchange),
      reply as (
        select his.seller,
               extract(epoch from x.answered - greatest(x.asked, his.since)) as seconds
          from exchange x
         cross join lateral (
           select l.seller, l.at as since from assignment_log l
            where l.conversation = x.conversation and l.at <= x.answered and l.what in ('GIVEN', 'REOPENED', 'MOVED')
            order by l.at desc, l.id desc limit 1) his
         where x.asked is not null and x.answered >= :from and x.answered < :to)
      select seller, count(*) as replies, avg(seconds) as average,
             percentile_cont(0.5) within group (order by seconds) as median
        from reply group by seller
      """;

  /** Here any answer ends an exchange. The exchange counts for the hub if the hub answered. */
  private static final String HUB =
      """
      with asked as (
        select conversation, seq, sent_at from chat_message_read
         where author = 'CUSTOMER' and sent_at >= :from and sent_at < :to),
      line as (
        select conversation, 'CUSTOMER' as author, sent_at, seq from asked
        union all
        select conversation, 'PERSON', sent_at, seq from chat_message_read
         where author = 'PERSON' and sent_at >= :from and sent_at < :to
        union all
        select conversation, 'HUB', sent_at, seq from outbox_read
         where kind like 'whatsapp-%'
           and conversation in (select conversation from asked)
           and sent_at >= :from and sent_at < :to),
      numbered as (
        select conversation, author, sent_at,
               count(*) filter (where author <> 'CUSTOMER')
                 over (partition by conversation order by sent_at, author, seq
                       rows between unbounded preceding and 1 preceding) as exchange
          from line),
      reply as (
        select extract(epoch from min(sent_at) filter (where author = 'HUB')
                                  - min(sent_at) filter (where author = 'CUSTOMER')) as seconds
          from numbered group by conversation, exchange)
      select count(seconds) as replies, avg(seconds) as average,
             percentile_cont(0.5) within group (order by seconds) as median
        from reply
      """;

  private static final String LEADS =
      """
      select %s as who, count(distinct l.conversation) as received,
             count(distinct l.conversation)
               filter (where g.closed_at is null and g.seller = l.seller) as still_open
        from assignment_log l left join assignment g on g.conversation = l.conversation
       where l.what in ('GIVEN', 'MOVED') and l.at >= :from and l.at < :to
       group by 1
      """;

  private final JdbcClient jdbc;
  private final Outcomes outcomes;
  private final List<PerformanceSource> sources;
  private final ZoneId zone;

  Performance(JdbcClient jdbc, Outcomes outcomes, List<PerformanceSource> sources, ZoneId zone) {
    this.jdbc = jdbc;
    this.outcomes = outcomes;
    this.sources = List.copyOf(sources);
    this.zone = zone;
  }

  /**
   * How quickly somebody answered.
   *
   * @param count the number of answered waits
   * @param median their median in seconds, or null without any
   * @param average their average in seconds, or null without any
   */
  public record Replies(int count, @Nullable Long median, @Nullable Long average) {

    static final Replies NONE = new Replies(0, null, null);
  }

  /**
   * The figures of one seller.
   *
   * @param received leads that the seller received
   * @param open those of them that are still open and still the seller's
   * @param replies how quickly the seller answered
   * @param sales the leads of the seller that were won and lost in these days
   * @param counts figures of other packages, by {@link PerformanceSource#name()}
   */
  public record Figures(
      int received, int open, Replies replies, Sales sales, Map<String, Long> counts) {}

  /**
   * The figures of one area.
   *
   * @param area its name, or an empty text for leads without an area
   * @param received leads that sellers received
   * @param open those of them that are still open
   * @param sales the leads that were won and lost in these days
   * @param counts figures of other packages, by {@link PerformanceSource#name()}
   */
  public record AreaFigures(
      String area, int received, int open, Sales sales, Map<String, Long> counts) {}

  /**
   * A report.
   *
   * @param figures by the sellers' ids; a seller without figures has zeros
   * @param areas by name, those that have figures
   * @param hub how quickly the hub gave the first answer
   */
  public record Report(Map<Long, Figures> figures, List<AreaFigures> areas, Replies hub) {}

  /**
   * Reports on some days.
   *
   * @param first the first day, from its beginning
   * @param last the last day, to its end
   */
  public Report of(LocalDate first, LocalDate last) {
    Instant from = first.atStartOfDay(zone).toInstant();
    Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
    Map<Long, Leads> leads = new HashMap<>();
    leads("l.seller", from, to)
        .query(
            row -> {
              leads.put(row.getLong("who"), Leads.of(row));
            });
    Map<Long, Sales> sales = outcomes.bySeller(from, to);
    Map<Long, Replies> replies = replies(from, to);
    Map<String, Map<Long, Long>> counts = new TreeMap<>();
    sources.forEach(source -> counts.put(source.name(), source.counts(from, to)));
    Map<Long, Figures> figures = new HashMap<>();
    for (long id : jdbc.sql("select id from seller").query(Long.class).list()) {
      Leads his = leads.getOrDefault(id, Leads.NONE);
      Map<String, Long> more = new LinkedHashMap<>();
      counts.forEach((name, all) -> more.put(name, all.getOrDefault(id, 0L)));
      figures.put(
          id,
          new Figures(
              his.received(),
              his.open(),
              replies.getOrDefault(id, Replies.NONE),
              sales.getOrDefault(id, Sales.NONE),
              more));
    }
    return new Report(figures, areas(from, to), hub(from, to));
  }

  /** The leads that a seller received, and those still open. */
  private record Leads(int received, int open) {

    static final Leads NONE = new Leads(0, 0);

    static Leads of(ResultSet row) throws SQLException {
      return new Leads(row.getInt("received"), row.getInt("still_open"));
    }
  }

  private JdbcClient.StatementSpec leads(String by, Instant from, Instant to) {
    return within(LEADS.formatted(by), from, to);
  }

  private List<AreaFigures> areas(Instant from, Instant to) {
    Map<String, Leads> leads = new HashMap<>();
    leads("coalesce(l.area, '')", from, to)
        .query(
            row -> {
              leads.put(row.getString("who"), Leads.of(row));
            });
    Map<String, Sales> sales = outcomes.byArea(from, to);
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    sources.forEach(
        source -> source.countsByArea(from, to).ifPresent(all -> counts.put(source.name(), all)));
    TreeSet<String> names = new TreeSet<>(leads.keySet());
    names.addAll(sales.keySet());
    counts.values().forEach(all -> names.addAll(all.keySet()));
    return names.stream()
        .map(
            area -> {
              Map<String, Long> more = new LinkedHashMap<>();
              counts.forEach((name, all) -> more.put(name, all.getOrDefault(area, 0L)));
              Leads its = leads.getOrDefault(area, Leads.NONE);
              return new AreaFigures(
                  area, its.received(), its.open(), sales.getOrDefault(area, Sales.NONE), more);
            })
        .toList();
  }

  private Map<Long, Replies> replies(Instant from, Instant to) {
    Map<Long, Replies> replies = new HashMap<>();
    within(REPLIES, from, to)
        .query(
            row -> {
              replies.put(row.getLong("seller"), read(row));
            });
    return replies;
  }

  private Replies hub(Instant from, Instant to) {
    return within(HUB, from, to).query((row, n) -> read(row)).single();
  }

  private JdbcClient.StatementSpec within(String sql, Instant from, Instant to) {
    return jdbc.sql(sql).param("from", Timestamp.from(from)).param("to", Timestamp.from(to));
  }

  private static Replies read(ResultSet row) throws SQLException {
    return new Replies(row.getInt("replies"), seconds(row, "median"), seconds(row, "average"));
  }

  private static @Nullable Long seconds(ResultSet row, String column) throws SQLException {
    Number value = (Number) row.getObject(column);
    return value == null ? null : Math.round(value.doubleValue());
  }
}
