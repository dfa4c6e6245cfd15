package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table {@code route_file}: the files that ran last, in the hub's database.
 *
 * <p>Several hubs share the table: they read the same folder, and the last hub that loads a change
 * writes it. No hub waits for a database that is away; the next start then uses the older files.
 */
final class RouteFileTable implements LastGood {

  private static final Logger log = LoggerFactory.getLogger(RouteFileTable.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RouteFileTable(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public RouteFiles read() {
    Map<String, byte[]> files = new HashMap<>();
    jdbc.sql("select name, content from route_file")
        .query(
            (RowCallbackHandler) row -> files.put(row.getString("name"), row.getBytes("content")));
    return RouteFiles.of(files);
  }

  @Override
  public void keep(RouteFiles before, RouteFiles now) {
    try {
      transaction.executeWithoutResult(
          status -> before.differences(now).forEach(name -> keep(name, now)));
    } catch (DataAccessException | TransactionException e) {
      log.warn(
          "Could not keep the running files for the next start, which will use the older ones: {}",
          e.getMessage());
    }
  }

  private void keep(String name, RouteFiles now) {
    now.bytes(name)
        .ifPresentOrElse(
            content ->
                jdbc.sql(
                        """
                        insert into route_file (name, content, taken_at)
                        values (:name, :content, :now)
                        on conflict (name) do update
                        set content = excluded.content, taken_at = excluded.taken_at
                        """)
                    .param("name", name)
                    .param("content", content)
                    .param("now", Timestamp.from(clock.instant()))
                    .update(),
            () ->
                jdbc.sql("delete from route_file where name = :name").param("name", name).update());
  }
}
