package dev.recado.chat.intent;

import dev.recado.ground.process.Daemons;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What operators teach the classifier: a text that was misunderstood, and what it means.
 *
 * <p>The classifier is kept up with them.
 */
public final class Corrections implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Corrections.class);

  /** A phrase that teaches something is no letter. */
  private static final int LONGEST = 500;

  /** Another process may have been told something. */
  private static final long LOOK_EVERY_SECONDS = 60;

  private final JdbcClient jdbc;
  private final Briefings briefings;
  private final Clock clock;
  private final AtomicLong learnt = new AtomicLong();
  private final ScheduledExecutorService learner =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("classifier-learner"));

  Corrections(JdbcClient jdbc, Briefings briefings, Clock clock) {
    this.jdbc = jdbc;
    this.briefings = briefings;
    this.clock = clock;
  }

  /**
   * Lists the intents that a text can have.
   *
   * @return the intents of {@code routes/intents/pt-BR.yaml}
   */
  public List<String> intents() {
    return briefings.now().classifier().intents();
  }

  /**
   * Stores a correction, and the classifier learns it at once. Other processes learn it within a
   * minute.
   *
   * @param text as the customer wrote it
   * @param intent one of {@link #intents()}
   * @param message the id of the message, or null
   * @param by the person who corrects, or null
   */
  public void add(String text, String intent, @Nullable UUID message, @Nullable String by) {
    String phrase = text.strip();
    jdbc.sql(
            """
            insert into training_phrase (text, intent, message_id, added_by, added_at)
            values (?, ?, ?, ?, ?)
            """)
        .params(
            phrase.length() > LONGEST ? phrase.substring(0, LONGEST) : phrase,
            intent,
            message,
            by,
            Timestamp.from(clock.instant()))
        .update();
    learn();
  }

  /** One at a time: an older look must not undo a newer one. */
  private synchronized void learn() {
    long newest = newest();
    if (newest > learnt.get()) {
      List<Phrase> phrases = phrases();
      briefings.teach(phrases);
      learnt.set(newest);
      tell(phrases);
    } else {
      briefings.teachAgain();
    }
  }

  private void tell(List<Phrase> phrases) {
    List<String> known = intents();
    long lost = phrases.stream().filter(phrase -> !known.contains(phrase.intent())).count();
    log.info("The classifier has learnt {} corrections", phrases.size() - lost);
    if (lost > 0) {
      log.warn(
          "{} corrections name an intent that routes/intents/pt-BR.yaml does not have; they teach nothing",
          lost);
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    learner.scheduleWithFixedDelay(this::keepUp, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void keepUp() {
    try {
      learn();
    } catch (RuntimeException e) {
      // The next look is a minute away, and what was learnt before still holds.
      log.warn("The classifier could not learn the latest corrections: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    learner.shutdownNow();
  }

  private long newest() {
    return jdbc.sql("select coalesce(max(id), 0) from training_phrase").query(Long.class).single();
  }

  /** Of one text the last correction counts. */
  private List<Phrase> phrases() {
    return jdbc.sql(
            """
            select distinct on (lower(text)) text, intent from training_phrase
             order by lower(text), id desc
            """)
        .query((row, n) -> new Phrase(row.getString("text"), row.getString("intent")))
        .list();
  }

  /**
   * Counts corrections.
   *
   * @return how many texts have been corrected
   */
  public int count() {
    return jdbc.sql("select count(distinct lower(text)) from training_phrase")
        .query(Integer.class)
        .single();
  }
}
