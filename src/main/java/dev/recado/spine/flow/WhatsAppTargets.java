package dev.recado.spine.flow;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.OutgoingEffect.Target;
import dev.recado.spine.outbox.Contacts;
import java.util.regex.Pattern;

/**
 * Turns the options "to" and "channel" of a flow into a conversation and the channel that it stays
 * on.
 */
public final class WhatsAppTargets {

  /** A message that came by the API is answered there, and not on the phone too. */
  private static final String API = "api";

  /**
   * The id of a person whose phone is hidden: of WhatsApp itself, or of Meta for one business
   * (docs/contracts.md#meta-business-scoped-user-ids).
   */
  private static final Pattern HIDDEN = Pattern.compile("[^@\\s]+@(?:lid|g\\.us)|[A-Z]{2}\\.\\d+");

  private final Channels channels;

  WhatsAppTargets(Channels channels) {
    this.channels = channels;
  }

  Target of(EffectCall call, Event event) {
    String address = address(call.required("to"));
    String conversation = Contacts.conversation(address);
    boolean same =
        conversation.equals(event.body().get("conversation"))
            || conversation.equals(event.subject());
    if (same && API.equals(event.body().get("channel"))) {
      return new Target(API, conversation, address);
    }
    String named = call.text("channel");
    return new Target(named == null ? cameBy(event, same) : known(named), conversation, address);
  }

  /** The channel of the event; a message to somebody else goes by that person's own channel. */
  private String cameBy(Event event, boolean same) {
    return event.body().get("channel") instanceof String channel
            && same
            && channels.named(channel).isPresent()
        ? channel
        : Channel.ANY;
  }

  private String known(String channel) {
    if (channel.equals(Channel.ANY) || channels.named(channel).isPresent()) {
      return channel;
    }
    throw new UnprocessableException(
        "Não existe o canal '%s'; existem %s. Crie-o (POST /api/channels) e reprocesse este evento"
            .formatted(channel, channels.all().stream().map(Channel::id).toList()));
  }

  /**
   * Reads the person that an effect is about.
   *
   * @param to as the flow gave it
   * @return the phone's digits, or the id of a group or of a person with a hidden phone
   * @throws UnprocessableException if it is not a phone
   */
  public static String address(String to) {
    if (HIDDEN.matcher(to).matches()) {
      return to;
    }
    PhoneReading reading = Phones.address(to);
    return reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
  }
}
