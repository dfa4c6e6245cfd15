package dev.recado.systems.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of a customer.
 *
 * @param id WhatsApp's id of it
 * @param chatId {@code <phone>@c.us}, or {@code <digits>@lid} where the customer hides the phone
 * @param type what it is
 * @param text the text or the caption, possibly empty
 * @param name what the customer calls himself, or null
 * @param sentAt when
 */
record Incoming(
    String id,
    String chatId,
    MessageType type,
    String text,
    @Nullable String name,
    Instant sentAt) {}
