package dev.recado.systems.kommo;

import dev.recado.spine.flow.TryLaterException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spaces the calls to Kommo, over all hubs on this database, in PostgreSQL and by its clock.
 *
 * <p>Kommo counts calls by address and blocks an address that calls too often
 * (docs/contracts.md#kommo-limits). Each caller takes the next free moment and waits for it. The
 * moments are evenly spaced, so no second has more calls than allowed.
 */
class KommoPace {

  /** Waits; a test replaces it. */
  interface Pause {

    void sleep(Duration time) throws InterruptedException;
  }

  private final KommoSettings settings;
  private final JdbcClient jdbc;
  private final TransactionTemplate alone;
  private final Pause pause;

  /**
   * Creates the limiter.
   *
   * @param alone transactions of their own: a caller that held the row longer would delay all
   *     others
   */
  KommoPace(KommoSettings settings, JdbcClient jdbc, TransactionTemplate alone, Pause pause) {
    this.settings = settings;
    this.jdbc = jdbc;
    this.alone = alone;
    this.pause = pause;
  }

  /** Waits for the caller's turn. */
  void turn() {
    Duration wait =
        draw()
            .orElseThrow(
                () ->
                    new TryLaterException(
                        "O Kommo aceita poucas chamadas por segundo e a fila está cheia, ou em pausa",
                        null));
    try {
      pause.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TryLaterException("O Recado está parando", e);
    }
  }

  /** Takes the next free moment; returns the wait until then, or empty if it is too long. */
  private Optional<Duration> draw() {
    Optional<Long> millis =
        alone.execute(
            status ->
                jdbc.sql(
                        """
                        update kommo_pace
                           set next_at = greatest(next_at, clock_timestamp()) + :every * interval '1 ms'
                         where next_at <= clock_timestamp() + :patience * interval '1 ms'
                        returning greatest(0, ceil(extract(epoch from
                                  next_at - :every * interval '1 ms' - clock_timestamp()) * 1000))::bigint
                        """)
                    .param("every", settings.every().toMillis())
                    .param("patience", settings.patience().toMillis())
                    .query(Long.class)
                    .optional());
    return millis == null ? Optional.empty() : millis.map(Duration::ofMillis);
  }

  /** Stops all calls for some time. */
  void pause(Duration time) {
    alone.executeWithoutResult(
        status ->
            jdbc.sql(
                    """
                    update kommo_pace
                       set next_at = greatest(next_at, clock_timestamp() + :time * interval '1 ms')
                    """)
                .param("time", time.toMillis())
                .update());
  }
}
