package dev.recado.sales.agenda;

import java.time.Instant;

/**
 * A stretch of time in which a seller is free.
 *
 * @param seller his id
 * @param sellerName as customers are told
 * @param start inclusive
 * @param end exclusive
 */
public record Slot(long seller, String sellerName, Instant start, Instant end) {}
