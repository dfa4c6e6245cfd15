package dev.recado.systems.simulator;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The numbers of the business that the simulator knows: those of the hub's simulated channels.
 *
 * <p>The keys of webhooks come from the channels too. A real provider is told them by a person;
 * here any key that a channel has is the right one.
 */
final class Accounts {

  /** The fields of a channel that tell what its number is called, and its key. */
  private record Fields(String name, String secret) {}

  private static final Map<String, Fields> PROVIDERS =
      Map.of(
          Account.WAHA, new Fields("session", "hmacKey"),
          Account.META, new Fields("phoneNumberId", "appSecret"));

  private final Channels channels;

  Accounts(Channels channels) {
    this.channels = channels;
  }

  /** All of them, in the order of the channels. */
  List<Account> all() {
    return simulated().map(Accounts::account).toList();
  }

  Optional<Account> named(String channel) {
    return all().stream().filter(account -> account.channel().equals(channel)).findFirst();
  }

  /** The number by which the hub writes first, else the first one. */
  Optional<Account> preferred() {
    Optional<Account> preferred =
        channels.preferred().filter(Accounts::here).map(Accounts::account);
    return preferred.or(() -> all().stream().findFirst());
  }

  /**
   * Finds a number, or makes one that the hub does not know: a provider serves any number.
   *
   * @param provider {@code waha} or {@code meta}
   * @param name as the provider's API has it
   */
  Account of(String provider, String name) {
    List<Account> some =
        all().stream().filter(account -> account.provider().equals(provider)).toList();
    String secret = some.isEmpty() ? "dev" : some.get(0).secret();
    return some.stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Account(name, provider, name, secret));
  }

  private Stream<Channel> simulated() {
    return channels.all().stream().filter(Channel::active).filter(Accounts::here);
  }

  private static boolean here(Channel channel) {
    return channel.simulated() && PROVIDERS.containsKey(channel.provider());
  }

  private static Account account(Channel channel) {
    Fields fields = Objects.requireNonNull(PROVIDERS.get(channel.provider()));
    return new Account(
        channel.id(),
        channel.provider(),
        channel.setting(fields.name()),
        channel.secret(fields.secret()).orElse("dev"));
  }
}
