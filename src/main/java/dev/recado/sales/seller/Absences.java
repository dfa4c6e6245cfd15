package dev.recado.sales.seller;

import dev.recado.sales.seller.Absence.Once;
import dev.recado.sales.seller.Absence.Weekly;
import dev.recado.sales.seller.Absence.When;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sellers' days off, vacations and blocked hours. */
public final class Absences {

  private final JdbcClient jdbc;
  private final SellerWrites writes;
  private final Clock clock;
  private final ZoneId zone;

  Absences(JdbcClient jdbc, SellerWrites writes, Clock clock, ZoneId zone) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Adds an absence. Appointments in it stay.
   *
   * @param seller the id of an existing seller
   * @param when the time
   * @param reason the reason for colleagues, or null
   * @param by the author
   * @throws SellerRefusedException if the seller is away then already
   */
  public Absence add(long seller, When when, @Nullable String reason, String by) {
    return writes.locked(
        () -> {
          overlapping(seller, when)
              .ifPresent(
                  other -> {
                    throw SellerRefusedException.conflict(
                        "O vendedor já está ausente nesse tempo (ausência "
                            + other.id()
                            + "); apague-a antes com DELETE.");
                  });
          long id = insert(seller, when, reason, by);
          return new Absence(id, seller, when, reason, by);
        });
  }

  /** A weekly absence may lie in a vacation, and the other way round. */
  private Optional<Absence> overlapping(long seller, When when) {
    return of(seller).stream().filter(other -> overlap(other.when(), when)).findFirst();
  }

  private static boolean overlap(When one, When other) {
    if (one instanceof Once first && other instanceof Once second) {
      return first.touches(second.from(), second.to());
    }
    return one instanceof Weekly first
        && other instanceof Weekly second
        && first.day() == second.day()
        && first.from().isBefore(second.to())
        && first.to().isAfter(second.from());
  }

  private long insert(long seller, When when, @Nullable String reason, String by) {
    Once once = when instanceof Once stretch ? stretch : null;
    Weekly weekly = when instanceof Weekly hours ? hours : null;
    return jdbc.sql(
            """
            insert into seller_time_off (seller, starts_at, ends_at, weekday, from_time, to_time,
                                         reason, created_by, created_at)
            values (:seller, :start::timestamp, :end::timestamp, :weekday::smallint, :from::time,
                    :to::time, :reason, :by, :now)
            returning id
            """)
        .param("seller", seller)
        .param("start", once == null ? null : once.from().toString())
        .param("end", once == null ? null : once.to().toString())
        .param("weekday", weekly == null ? null : weekly.day().getValue())
        .param("from", weekly == null ? null : weekly.from().toString())
        .param("to", weekly == null ? null : weekly.to().toString())
        .param("reason", reason)
        .param("by", by)
        .param("now", Timestamp.from(clock.instant()))
        .query(Long.class)
        .single();
  }

  /**
   * Removes an absence.
   *
   * @param seller the seller's id
   * @param id the absence's id
   * @return false if the seller has no such absence
   */
  public boolean remove(long seller, long id) {
    return jdbc.sql("delete from seller_time_off where seller = ? and id = ?")
            .params(seller, id)
            .update()
        > 0;
  }

  /**
   * Lists all absences of a seller.
   *
   * @param seller the seller's id
   * @return the weekly ones by day, then the others by time, also past ones
   */
  public List<Absence> of(long seller) {
    return jdbc.sql(
            """
            select * from seller_time_off where seller = ?
             order by weekday nulls last, from_time, starts_at, id
            """)
        .param(seller)
        .query((row, n) -> absence(row))
        .list();
  }

  /**
   * Lists the absences of some sellers that concern some days.
   *
   * @param sellers the sellers' ids
   * @param first the first day
   * @param last the last day, inclusive
   * @return all weekly ones, and those that touch these days
   */
  public List<Absence> between(Collection<Long> sellers, LocalDate first, LocalDate last) {
    return jdbc.sql(
            """
            select * from seller_time_off
             where seller = any (:sellers)
               and (weekday is not null
                    or starts_at < :end::timestamp and ends_at > :start::timestamp)
             order by id
            """)
        .param("sellers", sellers.toArray(Long[]::new))
        .param("start", first.atStartOfDay().toString())
        .param("end", last.plusDays(1).atStartOfDay().toString())
        .query((row, n) -> absence(row))
        .list();
  }

  /**
   * The sellers who are away for the whole of today.
   *
   * @param sellers gives the sellers that matter; it is not asked on days without absences
   */
  Set<Long> awayToday(Supplier<List<Seller>> sellers) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    List<Absence> absences = on(today);
    if (absences.isEmpty()) {
      return Set.of();
    }
    return sellers.get().stream()
        .filter(
            seller ->
                Absence.wholeDay(
                    seller.hours(),
                    today,
                    absences.stream().filter(one -> one.seller() == seller.id()).toList()))
        .map(Seller::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<Absence> on(LocalDate day) {
    return jdbc.sql(
            """
            select * from seller_time_off
             where weekday = :weekday
                or starts_at < :end::timestamp and ends_at > :start::timestamp
            """)
        .param("weekday", day.getDayOfWeek().getValue())
        .param("start", day.atStartOfDay().toString())
        .param("end", day.plusDays(1).atStartOfDay().toString())
        .query((row, n) -> absence(row))
        .list();
  }

  private static Absence absence(ResultSet row) throws SQLException {
    int weekday = row.getInt("weekday");
    When when =
        row.wasNull()
            ? new Once(
                row.getObject("starts_at", LocalDateTime.class),
                row.getObject("ends_at", LocalDateTime.class))
            : new Weekly(
                DayOfWeek.of(weekday),
                row.getObject("from_time", LocalTime.class),
                row.getObject("to_time", LocalTime.class));
    return new Absence(
        row.getLong("id"),
        row.getLong("seller"),
        when,
        row.getString("reason"),
        row.getString("created_by"));
  }
}
