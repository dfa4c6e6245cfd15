package dev.recado.systems.waha;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.recado.chat.conversation.PhoneResolver;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.systems.engine.ChatId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the phones behind hidden identities, as far as WhatsApp gives them.
 *
 * <p>An identity keeps its phone, so a known phone is kept for a day. An unknown phone may become
 * known with the next message, so the hub asks again after ten minutes.
 */
final class WahaIdentities implements PhoneResolver {

  private static final Logger log = LoggerFactory.getLogger(WahaIdentities.class);
  private static final Duration KNOWN_FOR = Duration.ofDays(1);
  private static final Duration UNKNOWN_FOR = Duration.ofMinutes(10);
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(10);
  private static final long MOST = 100_000;

  private final Channels channels;
  private final Clock clock;
  private final Cache<String, Optional<String>> phones;
  private volatile Instant restUntil = Instant.MIN;
  private volatile boolean away;

  WahaIdentities(Channels channels, Clock clock) {
    this.channels = channels;
    this.clock = clock;
    this.phones =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .expireAfter(
                Expiry.<String, Optional<String>>writing(
                    (chat, phone) -> phone.isPresent() ? KNOWN_FOR : UNKNOWN_FOR))
            .build();
  }

  /** Empty also for a chat that is not a hidden identity. */
  @Override
  public Optional<String> phoneOf(String chatId) {
    if (!ChatId.isHidden(chatId)) {
      return Optional.empty();
    }
    Optional<String> known = phones.getIfPresent(chatId);
    return known == null ? ask(chatId) : known;
  }

  /** Asks WAHA, but not shortly after a failure: every caller would wait for the time-out. */
  private Optional<String> ask(String chatId) {
    if (clock.instant().isBefore(restUntil)) {
      return Optional.empty();
    }
    try {
      Optional<String> phone = answer(chatId);
      phones.put(chatId, phone);
      away = false;
      return phone;
    } catch (IOException e) {
      failed(e);
      return Optional.empty();
    }
  }

  /** The first session that knows the phone; an identity is the same in all of them. */
  private Optional<String> answer(String chatId) throws IOException {
    for (Channel channel : channels.of(WahaProvider.NAME)) {
      Optional<String> phone = answer(((WahaLink) channels.link(channel)).calls(), chatId);
      if (phone.isPresent()) {
        return phone;
      }
    }
    return Optional.empty();
  }

  /** An older WAHA does not have the call, which counts like an unknown phone. */
  private static Optional<String> answer(WahaCalls waha, String chatId) throws IOException {
    try {
      return waha.phoneOf(chatId);
    } catch (WahaCalls.NotOffered e) {
      return Optional.empty();
    }
  }

  /** Logged once, and without the exception's text, which may hold the address. */
  private synchronized void failed(IOException e) {
    restUntil = clock.instant().plus(FAILURE_PAUSE);
    if (!away) {
      log.warn(
          "WAHA does not give the phones of hidden identities: {}", e.getClass().getSimpleName());
    }
    away = true;
  }
}
