package dev.recado.sales.chatbot;

import dev.recado.chat.intent.Courtesy;
import dev.recado.chat.intent.PlainText;
import dev.recado.sales.chatbot.Chatbot.Start;
import dev.recado.sales.seller.WorkingHours;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the chatbot that a message starts. */
final class Starts {

  private final ZoneId zone;

  Starts(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * A message that may start one.
   *
   * @param channel by which it came, or null
   * @param text what the customer wrote, or null
   * @param intent what the customer means, or null
   * @param area the area that the customer mentions, or null
   * @param at when
   */
  record Message(
      @Nullable String channel,
      @Nullable String text,
      @Nullable String intent,
      @Nullable String area,
      Instant at) {}

  /** One that names a reason goes before one that starts by anything. */
  Optional<Chatbot> of(Message message, List<Chatbot> active) {
    List<Chatbot> open =
        active.stream()
            .filter(it -> !it.walk().isEmpty())
            .filter(it -> channel(it.start(), message.channel()))
            .filter(it -> hours(it.start(), message.at()))
            .toList();
    return open.stream()
        .filter(it -> named(it.start(), message))
        .findFirst()
        .or(() -> open.stream().filter(it -> it.start().byAnything()).findFirst());
  }

  private static boolean channel(Start start, @Nullable String channel) {
    return start.channels().isEmpty() || channel != null && start.channels().contains(channel);
  }

  private boolean hours(Start start, Instant at) {
    WorkingHours hours = start.hours();
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    return hours == null || hours.cover(local, local);
  }

  private static boolean named(Start start, Message message) {
    return message.intent() != null && start.intents().contains(message.intent())
        || message.area() != null
            && start.areas().stream().anyMatch(area -> same(area, message.area()))
        || message.text() != null
            && start.keywords().stream().anyMatch(word -> says(message.text(), word));
  }

  private static boolean same(String one, String other) {
    return PlainText.fold(one).equals(PlainText.fold(other));
  }

  /** The word or words, anywhere in the text. */
  private static boolean says(String text, String keyword) {
    String said = " " + Courtesy.without(text).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
    String whole = " " + PlainText.fold(text).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
    String word = " " + PlainText.fold(keyword).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
    return said.contains(word) || whole.contains(word);
  }
}
