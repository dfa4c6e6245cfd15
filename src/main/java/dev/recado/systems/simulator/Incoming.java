package dev.recado.systems.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of a customer.
 *
 * @param id WhatsApp's id of it
 * @param chatId {@code <phone>@c.us}, or {@code <digits>@lid} if the customer hides the phone
 * @param type its type
 * @param text the text or the caption, possibly empty
 * @param name the customer's display name, or null
 * @param sentAt when it was sent
 */
record Incoming(
    String id,
    String chatId,
    MessageType type,
    String text,
    @Nullable String name,
    Instant sentAt) {}
