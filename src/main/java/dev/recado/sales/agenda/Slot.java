package dev.recado.sales.agenda;

import java.time.Instant;

/**
 * A stretch of time in which a seller is free.
 *
 * @param seller the seller's id
 * @param sellerName the seller's name as customers read it
 * @param start inclusive
 * @param end exclusive
 */
public record Slot(long seller, String sellerName, Instant start, Instant end) {}
