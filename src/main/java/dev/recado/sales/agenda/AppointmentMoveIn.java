package dev.recado.sales.agenda;

import dev.recado.spine.outbox.Contacts;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes appointments of another system in, in the caller's transaction. Nobody is told of them, and
 * nobody is reminded of them.
 */
public final class AppointmentMoveIn {

  private static final String AUTHOR = "importação";

  private final JdbcClient jdbc;

  private AppointmentMoveIn(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes one. */
  public static AppointmentMoveIn on(JdbcClient jdbc) {
    return new AppointmentMoveIn(jdbc);
  }

  /**
   * An appointment as another system tells it.
   *
   * @param seller the seller's row here
   * @param phone the customer's, as digits
   * @param name the customer's, or null
   * @param subject or null
   * @param start inclusive
   * @param end exclusive, after the start
   * @param state where it is
   */
  public record Facts(
      long seller,
      String phone,
      @Nullable String name,
      @Nullable String subject,
      Instant start,
      Instant end,
      Appointment.State state) {}

  /**
   * What became of an appointment.
   *
   * @param id the row here
   * @param isNew whether it was not there before
   * @param changed whether anything is different now
   */
  public record Taken(long id, boolean isNew, boolean changed) {}

  /**
   * Finds an appointment of a customer with a seller.
   *
   * @return its row here
   */
  public Optional<Long> at(long seller, String phone, Instant start) {
    return jdbc.sql(
            """
            select id from appointment
             where seller = ? and conversation = ? and starts_at = ? order by id limit 1
            """)
        .params(seller, Contacts.conversation(phone), Timestamp.from(start))
        .query(Long.class)
        .optional();
  }

  /**
   * Takes an appointment in.
   *
   * @param known its row here, or null for a new one
   * @return empty if the seller has another appointment then
   */
  public Optional<Taken> take(@Nullable Long known, Facts said, Instant now) {
    new AppointmentTable(jdbc).lock();
    if (said.state() == Appointment.State.BOOKED && busy(known, said)) {
      return Optional.empty();
    }
    if (known != null) {
      Optional<Boolean> changed = update(known, said, now);
      if (changed.isPresent()) {
        return Optional.of(new Taken(known, false, changed.get()));
      }
    }
    return Optional.of(new Taken(insert(said, now), true, true));
  }

  private boolean busy(@Nullable Long known, Facts said) {
    return !new AppointmentTable(jdbc)
        .busy(List.of(said.seller()), said.start(), said.end(), known == null ? 0 : known)
        .isEmpty();
  }

  private long insert(Facts said, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into appointment (seller, conversation, address, name, subject, starts_at, ends_at,
                                         state, created_by, created_at, updated_at)
                values (:seller, :conversation, :address, :name, :subject, :start, :end,
                        :state, :by, :now, :now)
                returning id
                """)
            .param("seller", said.seller())
            .param("conversation", Contacts.conversation(said.phone()))
            .param("address", said.phone())
            .param("name", said.name())
            .param("subject", said.subject())
            .param("start", Timestamp.from(said.start()))
            .param("end", Timestamp.from(said.end()))
            .param("state", said.state().name())
            .param("by", AUTHOR)
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .single();
    new AppointmentTable(jdbc).log(id, said.state().name(), AUTHOR, null, now);
    return id;
  }

  /** Empty if the row is gone. A time that is over is done here, whatever the file says. */
  private Optional<Boolean> update(long id, Facts said, Instant now) {
    boolean there =
        jdbc.sql("select exists (select 1 from appointment where id = ?)")
            .param(id)
            .query(Boolean.class)
            .single();
    if (!there) {
      return Optional.empty();
    }
    int changed =
        jdbc.sql(
                """
                update appointment
                   set seller = :seller, name = coalesce(:name, name),
                       subject = coalesce(:subject, subject), starts_at = :start, ends_at = :end,
                       state = :state, sequence = sequence + 1, updated_at = :now
                 where id = :id
                   and (seller, name, subject, starts_at, ends_at, state) is distinct from
                       (:seller::bigint, coalesce(:name, name), coalesce(:subject, subject),
                        :start::timestamptz, :end::timestamptz, :state::text)
                """)
            .param("seller", said.seller())
            .param("name", said.name())
            .param("subject", said.subject())
            .param("start", Timestamp.from(said.start()))
            .param("end", Timestamp.from(said.end()))
            .param("state", said.state().name())
            .param("now", Timestamp.from(now))
            .param("id", id)
            .update();
    if (changed > 0) {
      boolean cancelled = said.state() == Appointment.State.CANCELLED;
      new AppointmentTable(jdbc)
          .log(id, cancelled ? "CANCELLED" : "RESCHEDULED", AUTHOR, null, now);
    }
    return Optional.of(changed > 0);
  }
}
