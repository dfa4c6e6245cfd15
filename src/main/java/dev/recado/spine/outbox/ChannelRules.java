package dev.recado.spine.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one channel that the gate keeps.
 *
 * @param quietHours when the hub may write first, or null for always
 * @param window how long after the contact's last message the provider takes free messages, or null
 *     for no limit (docs/contracts.md#meta-customer-service-window)
 * @param fallbackTemplate the template that carries a reply afterwards, or null
 */
record ChannelRules(
    @Nullable QuietHours quietHours, @Nullable Duration window, @Nullable String fallbackTemplate) {

  /** A connector that is no channel has no rules. */
  static final ChannelRules NONE = new ChannelRules(null, null, null);

  /** Ten minutes less than WhatsApp's 24 hours: the message still has to get there. */
  static final Duration WHATSAPP_WINDOW = Duration.ofHours(24).minusMinutes(10);

  /** Tells whether the provider takes no free message to a contact who last wrote then. */
  boolean closed(@Nullable Instant wroteAt, Instant now) {
    return window != null && (wroteAt == null || wroteAt.plus(window).isBefore(now));
  }
}
