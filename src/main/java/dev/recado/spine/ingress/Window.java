package dev.recado.spine.ingress;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time within which a repeated key means the same event: the same form sent twice in a row is
 * one request, and the same form next month is another.
 *
 * <p>Time is divided into periods of that length, and the period is part of the key. A repetition
 * just after the end of a period has another key; its {@link Twin} tells under which id the first
 * one is known.
 */
public final class Window {

  /** In characters; leaves room for the period in a key of 250. */
  private static final int LONGEST = 180;

  private static final Pattern KEY = Pattern.compile("(\\d{1,8})/(\\d{1,12}):(.*)", Pattern.DOTALL);

  private Window() {}

  /**
   * An event that may be the repetition of one in the period before.
   *
   * @param event its id
   * @param earlier the id that it would have had in the period before
   * @param within how long after the first one it counts as its repetition
   */
  public record Twin(UUID event, UUID earlier, Duration within) {}

  /**
   * Makes the key of an event that may come again.
   *
   * @param what identifies the event within the window
   * @param within the length of the window, one second to some years
   * @param at when it came
   */
  public static String key(String what, Duration within, Instant at) {
    String base =
        what.length() > LONGEST ? StableId.hash(what.getBytes(StandardCharsets.UTF_8)) : what;
    return within.toSeconds() + "/" + at.getEpochSecond() / within.toSeconds() + ":" + base;
  }

  /**
   * Finds the twin of an event.
   *
   * @param source the name of its source
   * @param key a key that {@link #key} made
   * @return empty for any other key
   */
  public static Optional<Twin> twin(String source, String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long before = Long.parseLong(parts.group(2)) - 1;
    return Optional.of(
        new Twin(
            StableId.of(source, key),
            StableId.of(source, parts.group(1) + "/" + before + ":" + parts.group(3)),
            Duration.ofSeconds(Long.parseLong(parts.group(1)))));
  }
}
