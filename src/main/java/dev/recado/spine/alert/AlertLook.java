package dev.recado.spine.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares what the watches find with the alerts that are raised: tells new ones, repeats old ones
 * after a pause, and gives the all-clear.
 *
 * <p>The alerts and their events are written in one transaction, and only one hub looks at a time.
 * So a look that fails is repeated as a whole, and two hubs tell once.
 */
final class AlertLook {

  private static final Logger log = LoggerFactory.getLogger(AlertLook.class);

  private final List<Watch> watches;
  private final AlertTable table;
  private final AlertEvents events;
  private final Reports reports;
  private final Ways ways;
  private final AlertSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** What a look reads and writes. */
  record Parts(AlertTable table, AlertEvents events, Reports reports, Ways ways) {}

  AlertLook(
      List<Watch> watches,
      Parts parts,
      AlertSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.watches = List.copyOf(watches);
    this.table = parts.table();
    this.events = parts.events();
    this.reports = parts.reports();
    this.ways = parts.ways();
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A line for the log once the look is stored. */
  private record Told(boolean raised, AlertKind kind, String subject, String text) {

    void log() {
      String about = subject.isEmpty() ? kind.code() : kind.code() + " (" + subject + ")";
      if (raised) {
        log.warn("Alert {}: {}", about, text);
      } else {
        log.info("Alert {} is cleared: {}", about, text);
      }
    }
  }

  void look() {
    List<Told> told = transaction.execute(status -> lookLocked());
    if (told != null) {
      told.forEach(Told::log);
    }
  }

  private List<Told> lookLocked() {
    Instant before = table.lockedLook();
    Instant now = clock.instant();
    // Another hub's clock may be ahead of ours.
    if (!now.isAfter(before)) {
      return List.of();
    }
    List<Condition> found = watches.stream().flatMap(watch -> watch.look(now).stream()).toList();
    List<Alert> open = table.all(now);
    List<Told> told = new ArrayList<>();
    for (Condition condition : found) {
      open.stream()
          .filter(alert -> alert.about(condition))
          .findFirst()
          .map(alert -> goOn(alert, condition, now))
          .orElseGet(() -> Optional.of(raise(condition, condition.since(), 1, now)))
          .ifPresent(told::add);
    }
    open.stream()
        .filter(alert -> found.stream().noneMatch(alert::about))
        .forEach(alert -> well(alert, now).ifPresent(told::add));
    reports.forget(now);
    table.looked(now);
    return told;
  }

  private Optional<Told> goOn(Alert alert, Condition condition, Instant now) {
    if (alert.raisedAt().plus(settings.repeat()).isAfter(now)) {
      table.goesOn(condition);
      return Optional.empty();
    }
    return Optional.of(raise(condition, alert.since(), alert.count() + 1, now));
  }

  private Told raise(Condition condition, Instant since, int count, Instant now) {
    boolean down = condition.kind() == AlertKind.CHANNEL_DOWN;
    String via = ways.free(condition.subject(), down, now).orElse(null);
    UUID event = events.raised(condition, since, count, via, now);
    table.tell(condition, since, count, event, now);
    return new Told(true, condition.kind(), condition.subject(), condition.text());
  }

  /** The cause must be gone for a while: a channel that comes and goes is one alert, not many. */
  private Optional<Told> well(Alert alert, Instant now) {
    Instant since = alert.wellSince() == null ? now : alert.wellSince();
    if (since.plus(settings.calm()).isAfter(now)) {
      if (alert.wellSince() == null) {
        table.well(alert, now);
      }
      return Optional.empty();
    }
    String text = allClear(alert, since);
    String via = ways.free(alert.subject(), false, now).orElse(null);
    table.clear(alert, text, events.cleared(alert, text, via, now), now);
    return Optional.of(new Told(false, alert.kind(), alert.subject(), text));
  }

  private String allClear(Alert alert, Instant wellSince) {
    Duration lasted = Duration.between(alert.since(), wellSince);
    String about = alert.channel() == null ? "" : " (" + alert.channel() + ")";
    return alert.kind() == AlertKind.DEAD_LETTERS
        ? "Nada novo há %s. O que ainda espera está em %s."
            .formatted(Words.time(settings.repeat()), alert.link())
        : "Voltou ao normal%s depois de %s.".formatted(about, Words.time(lasted));
  }
}
