package dev.recado.systems.simulator;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The numbers of the business that the simulator knows: those of the hub's channels whose provider
 * is this simulator.
 *
 * <p>The keys of webhooks come from the channels too. A real provider is told them by a person; here
 * any key that a channel has is the right one.
 */
final class Accounts {

  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

  /** The fields of a channel that tell where it is, what its number is called, and its key. */
  private record Fields(String url, String name, String secret) {}

  private static final Map<String, Fields> PROVIDERS =
      Map.of(
          Account.WAHA, new Fields("url", "session", "hmacKey"),
          Account.META, new Fields("graphUrl", "phoneNumberId", "appSecret"));

  private final Channels channels;
  private final Supplier<String> hub;

  /**
   * Creates the list.
   *
   * @param hub the hub's own address, as this machine reaches it
   */
  Accounts(Channels channels, Supplier<String> hub) {
    this.channels = channels;
    this.hub = hub;
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
        channels.preferred().filter(this::here).map(Accounts::account);
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
    return channels.all().stream().filter(Channel::active).filter(this::here);
  }

  private boolean here(Channel channel) {
    Fields fields = PROVIDERS.get(channel.provider());
    return fields != null && (channel.simulated() || here(channel.setting(fields.url())));
  }

  private boolean here(String url) {
    try {
      URI place = URI.create(url.strip());
      return place.getHost() != null
          && HERE.contains(place.getHost())
          && place.getPort() == URI.create(hub.get()).getPort()
          && place.getPath().startsWith("/simulator");
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private static Account account(Channel channel) {
    Fields fields = PROVIDERS.get(channel.provider());
    return new Account(
        channel.id(),
        channel.provider(),
        channel.setting(fields.name()),
        channel.secret(fields.secret()).orElse("dev"));
  }
}
