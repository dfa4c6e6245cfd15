package dev.recado.systems.source;

import static java.util.stream.Collectors.joining;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.ingress.Window;
import dev.recado.spine.outbox.Contacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event the same event again, and what it is about.
 *
 * @param source the source's name
 * @param key the values that identify an event; empty if the sender gives it no id
 * @param within how long a repeated key means the same event; null for ever
 * @param subject what the event is about, or null
 * @param phone whether the subject is the phone of a customer
 */
record Identity(
    String source,
    List<Place> key,
    @Nullable Duration within,
    @Nullable Place subject,
    boolean phone) {

  /** For senders that give their webhooks no id: retries come sooner, and most news later. */
  static final Duration WITHOUT_KEY = Duration.ofHours(1);

  /** Whether the body must be read to find the key or the subject. */
  boolean isInTheBody() {
    return Stream.concat(key.stream(), Stream.ofNullable(subject))
        .anyMatch(place -> place.kept() == null);
  }

  /**
   * Makes the key of an event.
   *
   * @param hash stands for the event's bytes, for an event without a complete key
   */
  String key(Facts facts, String hash, Instant at) {
    String given = given(facts);
    if (given == null) {
      return Window.key("hash:" + hash, within == null ? WITHOUT_KEY : within, at);
    }
    String key = (itsOwn(facts) ? "key:" : "item-" + facts.place() + ":") + given;
    return within == null ? key : Window.key(key, within, at);
  }

  /**
   * Whether the key tells an item from the others of its list. If all of it stands beside the list,
   * the item's place belongs to the key; the first one has the key of the webhook.
   */
  private boolean itsOwn(Facts facts) {
    return facts.place() == 0 || key.stream().anyMatch(part -> part.isOf(facts.own()));
  }

  private @Nullable String given(Facts facts) {
    List<String> parts = new ArrayList<>();
    for (Place place : key) {
      String part = place.in(facts);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return parts.isEmpty() ? null : parts.stream().map(Identity::escaped).collect(joining("|"));
  }

  /** Parts with a bar must not look like others that are joined with one. */
  private static String escaped(String part) {
    return part.replace("\\", "\\\\").replace("|", "\\|");
  }

  /** Names what an event is about; by itself each event is about something of its own. */
  String subject(Facts facts, String key) {
    String value = subject == null ? null : subject.in(facts);
    if (value == null) {
      return source + ":" + key;
    }
    return phone
        ? Phones.digits(value).map(Contacts::conversation).orElse(source + ":" + value)
        : source + ":" + value;
  }
}
