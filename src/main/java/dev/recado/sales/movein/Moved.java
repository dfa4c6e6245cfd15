package dev.recado.sales.movein;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which row of the hub each record of another system has become.
 *
 * <p>A rehearsal keeps in memory what its transactions took back, so that a later record finds an
 * earlier one.
 */
final class Moved {

  private final JdbcClient jdbc;
  private final boolean rehearsal;
  private final Map<String, Long> rehearsed = new HashMap<>();

  Moved(JdbcClient jdbc, boolean rehearsal) {
    this.jdbc = jdbc;
    this.rehearsal = rehearsal;
  }

  /** The row that a record has become; it may have been deleted since. */
  Optional<Long> find(Kind kind, String origin, String externalId) {
    Long known = rehearsed.get(key(kind, origin, externalId));
    return known != null
        ? Optional.of(known)
        : jdbc.sql("select target from moved_in where kind = ? and origin = ? and external_id = ?")
            .params(kind.singular(), origin, externalId)
            .query(Long.class)
            .optional();
  }

  /** Whether a record came in this rehearsal only. */
  boolean onlyRehearsed(Kind kind, String origin, String externalId) {
    return rehearsed.containsKey(key(kind, origin, externalId));
  }

  /** Another record of the same system that is this row. */
  Optional<String> other(Kind kind, String origin, String externalId, long target) {
    return jdbc.sql(
            """
            select external_id from moved_in
             where kind = ? and origin = ? and target = ? and external_id <> ? limit 1
            """)
        .params(kind.singular(), origin, target, externalId)
        .query(String.class)
        .optional();
  }

  void note(Kind kind, String origin, String externalId, long target) {
    if (rehearsal) {
      rehearsed.put(key(kind, origin, externalId), target);
    }
    jdbc.sql(
            """
            insert into moved_in (kind, origin, external_id, target) values (?, ?, ?, ?)
                on conflict (kind, origin, external_id) do update set target = excluded.target
             where moved_in.target <> excluded.target
            """)
        .params(kind.singular(), origin, externalId, target)
        .update();
  }

  private static String key(Kind kind, String origin, String externalId) {
    return kind.singular() + " " + origin + " " + externalId;
  }
}
