package dev.recado.spine.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert with its last episode.
 *
 * @param kind what it is about
 * @param channel the channel or connector, or null for the whole hub
 * @param title a few words for operators, in Portuguese
 * @param text one or two sentences for operators, in Portuguese
 * @param value what was measured last
 * @param threshold its limit
 * @param unit of both: {@code %}, {@code s}, or empty for a number
 * @param since when it began
 * @param raisedAt when it was told last
 * @param count how often it was told in this episode
 * @param wellSince since when the cause is gone, or null
 * @param clearedAt when the all-clear was given, or null while it is raised
 * @param link the path of the API where to look
 * @param event the last event: {@code alert.raised} or {@code alert.cleared}
 */
public record Alert(
    AlertKind kind,
    @Nullable String channel,
    String title,
    String text,
    BigDecimal value,
    BigDecimal threshold,
    String unit,
    Instant since,
    Instant raisedAt,
    int count,
    @Nullable Instant wellSince,
    @Nullable Instant clearedAt,
    String link,
    UUID event) {

  /**
   * Tells whether it still needs somebody.
   *
   * @return false after the all-clear
   */
  public boolean raised() {
    return clearedAt == null;
  }

  String subject() {
    return channel == null ? "" : channel;
  }

  boolean about(Condition condition) {
    return kind == condition.kind() && subject().equals(condition.subject());
  }
}
