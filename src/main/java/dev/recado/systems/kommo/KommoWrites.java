package dev.recado.systems.kommo;

import dev.recado.spine.flow.UnprocessableException;
import dev.recado.systems.kommo.KommoPeople.Place;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers what was written to Kommo, because Kommo has no external ids that would reveal a
 * repeat.
 *
 * <p>A write is recorded before it is made. If it is found begun but not done, it may have arrived.
 * Then the hub asks Kommo for a record with exactly this text that was written since and belongs to
 * no other write.
 */
final class KommoWrites {

  /** Kommo's clock may differ from the hub's. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final Clock clock;

  KommoWrites(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * How to write one kind of record at a place, and how to look for it.
   *
   * @param kind for example {@code note}
   * @param write writes a text and returns its id
   * @param since lists the records that were written since a time
   */
  record Way(
      String kind,
      BiFunction<Place, String, String> write,
      BiFunction<Place, Instant, List<KommoNote>> since) {}

  private record Begun(Place place, String text, Instant at) {}

  /** The result of a finished write, for example {@code note:50123460}. */
  Optional<String> done(String externalId) {
    return jdbc.sql(
            "select id_kommo from kommo_write where external_id = ? and id_kommo is not null")
        .param(externalId)
        .query(String.class)
        .optional();
  }

  /**
   * Writes it unless it was written before; returns the result.
   *
   * @param where asked only for a first write; a repeat uses the place of the first
   */
  String once(String externalId, String text, Supplier<Place> where, Way way) {
    return done(externalId).orElseGet(() -> writeOnce(externalId, text, where, way));
  }

  private String writeOnce(String externalId, String text, Supplier<Place> where, Way way) {
    Optional<Begun> before = begun(externalId);
    String id =
        before
            .map(begun -> found(begun, way).orElseGet(() -> write(begun, way)))
            .orElseGet(() -> writeFirst(externalId, begin(externalId, text, where.get()), way));
    String kommoId = way.kind() + ":" + id;
    settle(externalId, kommoId);
    return kommoId;
  }

  private static String write(Begun begun, Way way) {
    return way.write().apply(begun.place(), begun.text());
  }

  /** Only for a first attempt is it certain that a refused write was never made. */
  private String writeFirst(String externalId, Begun begun, Way way) {
    try {
      return write(begun, way);
    } catch (UnprocessableException e) {
      forget(externalId);
      throw e;
    }
  }

  private Optional<Begun> begun(String externalId) {
    return jdbc.sql("select place, text, begun_at from kommo_write where external_id = ?")
        .param(externalId)
        .query(
            (row, n) ->
                new Begun(
                    Place.of(row.getString("place")),
                    row.getString("text"),
                    row.getTimestamp("begun_at").toInstant()))
        .optional();
  }

  private Begun begin(String externalId, String text, Place place) {
    beginAgain(externalId, text, place);
    return new Begun(place, text, clock.instant());
  }

  /** Records a write; tells whether it was recorded before. */
  boolean beginAgain(String externalId, String text, Place place) {
    return jdbc.sql(
                """
                insert into kommo_write (external_id, place, text, begun_at) values (?, ?, ?, ?)
                on conflict (external_id) do nothing
                """)
            .params(externalId, place.toString(), text, Timestamp.from(clock.instant()))
            .update()
        == 0;
  }

  private Optional<String> found(Begun begun, Way way) {
    return way.since().apply(begun.place(), begun.at().minus(SKEW)).stream()
        .filter(note -> note.text().strip().equals(begun.text().strip()))
        .filter(note -> !others(way.kind() + ":" + note.id()))
        .map(KommoNote::id)
        .findFirst();
  }

  private boolean others(String kommoId) {
    return jdbc.sql("select exists (select 1 from kommo_write where id_kommo = ?)")
        .param(kommoId)
        .query(Boolean.class)
        .single();
  }

  /** Records the result of a write, and deletes its text. */
  void settle(String externalId, String kommoId) {
    jdbc.sql(
            """
            insert into kommo_write (external_id, begun_at, id_kommo) values (:id, :now, :kommoId)
                on conflict (external_id) do update
               set id_kommo = excluded.id_kommo, place = null, text = null
            """)
        .param("id", externalId)
        .param("now", Timestamp.from(clock.instant()))
        .param("kommoId", kommoId)
        .update();
  }

  /** Marks a lead that the hub created and for which no user was chosen yet. */
  void madeByUs(String externalId) {
    jdbc.sql("update kommo_write set unclaimed = true where external_id = ?")
        .param(externalId)
        .update();
  }

  /** Whether the hub created a lead, and no user was chosen for it yet. */
  boolean unclaimed(String lead) {
    return jdbc.sql("select exists (select 1 from kommo_write where id_kommo = ? and unclaimed)")
        .param("lead:" + lead)
        .query(Boolean.class)
        .single();
  }

  /** Records that a lead has a chosen user from now on. */
  void claimed(String lead) {
    jdbc.sql("update kommo_write set unclaimed = false where id_kommo = ? and unclaimed")
        .param("lead:" + lead)
        .update();
  }

  /**
   * Forgets a refused write; after a person has fixed the cause, a repeat counts as a new write.
   */
  void forget(String externalId) {
    jdbc.sql("delete from kommo_write where external_id = ? and id_kommo is null")
        .param(externalId)
        .update();
  }
}
