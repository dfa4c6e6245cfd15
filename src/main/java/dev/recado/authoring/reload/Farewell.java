package dev.recado.authoring.reload;

import dev.recado.spine.camel.Generation;
import dev.recado.spine.intake.Events;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Logs the waiting events whose flow is gone after a reload. */
final class Farewell {

  private static final Logger log = LoggerFactory.getLogger(Farewell.class);

  private final Events events;

  Farewell(Events events) {
    this.events = events;
  }

  void to(Generation before, Generation now) {
    Set<String> gone = new TreeSet<>(before.listening());
    gone.removeAll(now.listening());
    if (gone.isEmpty()) {
      return;
    }
    try {
      Map<String, Long> waiting = events.waiting(gone);
      waiting.forEach(
          (flow, count) ->
              log.warn(
                  "{} waiting events have to continue at direct:{}, which is gone;"
                      + " they will be parked and can be replayed",
                  count,
                  flow));
    } catch (DataAccessException | TransactionException e) {
      log.warn("Could not check whether events wait for {}: {}", gone, e.getMessage());
    }
  }
}
