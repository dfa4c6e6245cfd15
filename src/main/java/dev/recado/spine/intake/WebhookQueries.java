package dev.recado.spine.intake;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Rows;
import dev.recado.spine.intake.WebhookController.Sender;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the events of each sender. */
@Component
@ConditionalOnRole(Role.WEB)
final class WebhookQueries {

  private static final Duration DAY = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  WebhookQueries(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Sender sender(String source, String path) {
    return jdbc.sql(
            """
            select count(*) as events, max(received_at) as last
              from event where source = :source and received_at >= :since
            """)
        .param("source", source)
        .param("since", Timestamp.from(clock.instant().minus(DAY)))
        .query(
            (row, n) -> new Sender(source, path, row.getLong("events"), Rows.maybeAt(row, "last")))
        .single();
  }
}
