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
 * Remembers what was written to Kommo, which has no external ids by which it would know a repeat.
 *
 * <p>A write is put down before it is made. One that is found begun but not done may have arrived:
 * then Kommo is asked for a record with just these words, written since, that no other write has
 * made.
 */
final class KommoWrites {

  /** Kommo's clock is not ours. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final Clock clock;

  KommoWrites(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * How one kind of record is written at a place, and looked for.
   *
   * @param kind for example {@code note}
   * @param write writes a text; tells its id
   * @param since lists those that were written since
   */
  record Way(
      String kind,
      BiFunction<Place, String, String> write,
      BiFunction<Place, Instant, List<KommoNote>> since) {}

  private record Begun(Place place, String text, Instant at) {}

  /** Tells what came of a write that is done, for example {@code note:50123460}. */
  Optional<String> done(String externalId) {
    return jdbc.sql(
            "select id_kommo from kommo_write where external_id = ? and id_kommo is not null")
        .param(externalId)
        .query(String.class)
        .optional();
  }

  /**
   * Writes it unless it is there; tells what came of it.
   *
   * @param where asked only where nothing was begun: a repeat goes where the first went
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

  /** Only of a first try it is sure that what is refused was never written. */
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

  /** Puts a write down; tells whether it was there before. */
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

  /** Puts down what came of a write, and drops its words. */
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

  /** Nobody has chosen yet who answers for a lead that the hub has made. */
  void madeByUs(String externalId) {
    jdbc.sql("update kommo_write set unclaimed = true where external_id = ?")
        .param(externalId)
        .update();
  }

  /** Whether the hub made a lead, and has not said yet who answers for it. */
  boolean unclaimed(String lead) {
    return jdbc.sql("select exists (select 1 from kommo_write where id_kommo = ? and unclaimed)")
        .param("lead:" + lead)
        .query(Boolean.class)
        .single();
  }

  /** Somebody answers for a lead from now on. */
  void claimed(String lead) {
    jdbc.sql("update kommo_write set unclaimed = false where id_kommo = ? and unclaimed")
        .param("lead:" + lead)
        .update();
  }

  /** Told again after somebody mended what it was refused for, it is a new one. */
  void forget(String externalId) {
    jdbc.sql("delete from kommo_write where external_id = ? and id_kommo is null")
        .param(externalId)
        .update();
  }
}
