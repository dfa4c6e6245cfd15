package dev.recado.spine.alert;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Something that a person must know of, as one look found it.
 *
 * @param kind what it is about
 * @param subject the channel or connector; empty for the whole hub
 * @param since when it began, as far as that is known
 * @param value what was measured
 * @param threshold what {@code value} may not exceed or reach
 * @param unit of both: {@code %}, {@code s}, or empty for a number
 * @param text one or two sentences for operators, in Portuguese
 * @param link the path of the API where they look
 */
record Condition(
    AlertKind kind,
    String subject,
    Instant since,
    BigDecimal value,
    BigDecimal threshold,
    String unit,
    String text,
    String link) {}
