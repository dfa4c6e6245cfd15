package dev.recado.systems.twilio;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The number of the business that a webhook is about.
 *
 * @param account the account that owns it, or null where the webhook names none
 * @param address the number as Twilio writes it, or null
 * @param service the messaging service that it belongs to, or null
 * @param status whether the webhook is about a message of the business
 */
record TwilioNumber(
    @Nullable String account, @Nullable String address, @Nullable String service, boolean status) {

  static TwilioNumber of(TwilioForm form) {
    boolean status = status(form);
    return new TwilioNumber(
        form.get("AccountSid"),
        form.get(status ? "From" : "To"),
        form.get("MessagingServiceSid"),
        status);
  }

  /** Whether a webhook tells how far a message of the business has come. */
  static boolean status(TwilioForm form) {
    String state = form.get("MessageStatus");
    return state != null && !"received".equals(state);
  }

  /**
   * Finds its channel.
   *
   * @param channels the active channels of the accounts that have signed the webhook
   */
  Optional<Channel> channel(List<Channel> channels) {
    String phone = TwilioAddress.phone(address);
    if (phone == null) {
      return Optional.empty();
    }
    List<Channel> ours =
        channels.stream()
            .filter(channel -> channel.setting(TwilioProvider.ACCOUNT).equals(account))
            .toList();
    return first(ours, channel -> owns(channel, phone))
        .or(() -> first(ours, channel -> channel.setting(TwilioProvider.FROM).equals(service)))
        .or(() -> onlyService(ours));
  }

  private static Optional<Channel> first(List<Channel> channels, Predicate<Channel> which) {
    return channels.stream().filter(which).findFirst();
  }

  private static boolean owns(Channel channel, String phone) {
    String key = Phones.matchKey(phone);
    return Stream.of(channel.setting(TwilioProvider.FROM), String.valueOf(channel.number()))
        .map(TwilioAddress::digits)
        .anyMatch(own -> own != null && key.equals(Phones.matchKey(own)));
  }

  /**
   * A status names the number that the service has picked, and need not name the service. Only the
   * account's own token can sign it, so it is about the one service that the hub sends by.
   */
  private Optional<Channel> onlyService(List<Channel> ours) {
    List<Channel> services =
        ours.stream()
            .filter(channel -> channel.setting(TwilioProvider.FROM).startsWith("MG"))
            .toList();
    return status && service == null && services.size() == 1
        ? Optional.of(services.get(0))
        : Optional.empty();
  }
}
