package dev.recado.systems.twilio;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns Twilio's webhooks into events.
 *
 * <p>An account may have numbers that are no channel of the hub. What is for them gets an event
 * type of its own: otherwise the hub would answer, from its own number, a customer who wrote to
 * another.
 */
final class TwilioEvents implements EventReader {

  private final Channels channels;

  /**
   * Creates the reader.
   *
   * @param channels with their numbers
   */
  TwilioEvents(Channels channels) {
    this.channels = channels;
  }

  @Override
  public String source() {
    return TwilioWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    TwilioForm form = TwilioForm.parse(record.body());
    String message = form.get("MessageSid");
    if (message == null) {
      throw new UnreadableException("The body is not the form that Twilio sends", null);
    }
    TwilioNumber number = TwilioNumber.of(form);
    Optional<Channel> channel = number.channel(signers(record));
    if (channel.isEmpty()) {
      return List.of(unknown(record, number));
    }
    return List.of(
        number.status()
            ? Event.of(
                record,
                EventTypes.WHATSAPP_MESSAGE_STATUS,
                TwilioStatus.read(form, message, channel.get(), record))
            : Event.of(
                record,
                EventTypes.WHATSAPP_MESSAGE_RECEIVED,
                TwilioMessage.read(form, message, channel.get(), record.receivedAt())));
  }

  private List<Channel> signers(InboundRecord record) {
    List<String> accounts =
        List.of(record.kept().getOrDefault(TwilioWebhooks.ACCOUNTS, "").split(","));
    return channels.of(TwilioProvider.NAME).stream()
        .filter(channel -> accounts.contains(channel.setting(TwilioProvider.ACCOUNT)))
        .toList();
  }

  /** Also an SMS to a number that is a WhatsApp sender, too: WhatsApp is no way to answer it. */
  private static Event unknown(InboundRecord record, TwilioNumber number) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("provider", TwilioProvider.NAME);
    body.put("account", Objects.requireNonNullElse(number.address(), "?"));
    body.put("event", number.status() ? "status" : "message");
    return Event.of(record, EventTypes.WHATSAPP_CHANNEL_UNKNOWN, body);
  }
}
