package dev.recado.spine.channel;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The channels of the hub, as this process knows them: at most some seconds old. */
public interface Channels {

  /**
   * Lists all channels.
   *
   * @return those of the settings first, then the others in the order in which they were made
   */
  List<Channel> all();

  /**
   * Finds a channel.
   *
   * @param id as messages name it
   * @return empty if there is none
   */
  default Optional<Channel> named(String id) {
    return all().stream().filter(channel -> channel.id().equals(id)).findFirst();
  }

  /**
   * Lists the active channels of a provider. A webhook of any other channel is of an unknown
   * number.
   *
   * @param provider for example {@code meta}
   */
  default List<Channel> of(String provider) {
    return all().stream()
        .filter(channel -> channel.active() && channel.provider().equals(provider))
        .toList();
  }

  /**
   * Lists the channels of a provider whose secrets prove webhooks, also those that are not active:
   * a webhook that is refused now would not be sent again.
   *
   * @param provider for example {@code meta}
   */
  default List<Channel> proving(String provider) {
    return all().stream()
        .filter(channel -> channel.provider().equals(provider) && !locked(channel))
        .toList();
  }

  /**
   * Lists the active channels that a proof of an earlier time holds for: those that were proved,
   * and those that were made since with the same secret.
   *
   * @param provider for example {@code meta}
   * @param proved the ids of the channels whose secret fitted
   * @param fields the names of the secrets that prove webhooks
   */
  default List<Channel> provedBy(String provider, Collection<String> proved, String... fields) {
    Set<String> secrets =
        proving(provider).stream()
            .filter(channel -> proved.contains(channel.id()))
            .flatMap(channel -> Stream.of(fields).flatMap(field -> channel.secret(field).stream()))
            .collect(Collectors.toSet());
    return of(provider).stream()
        .filter(
            channel ->
                proved.contains(channel.id())
                    || Stream.of(fields)
                        .flatMap(field -> channel.secret(field).stream())
                        .anyMatch(secrets::contains))
        .toList();
  }

  /**
   * Finds the channel by which the hub writes if nothing else says by which.
   *
   * @return the preferred one, else the first active one that reaches real people, else the
   *     simulator; empty without any active channel
   */
  default Optional<Channel> preferred() {
    List<Channel> active = all().stream().filter(Channel::active).toList();
    return active.stream()
        .filter(Channel::preferred)
        .findFirst()
        .or(() -> active.stream().filter(channel -> !channel.simulated()).findFirst())
        .or(() -> active.stream().findFirst());
  }

  /**
   * Names the providers that the hub knows.
   *
   * @return their names
   */
  Set<String> providers();

  /**
   * Finds the provider of a channel.
   *
   * @param channel any channel of {@link #all}
   */
  Provider provider(Channel channel);

  /**
   * Tells the state of a channel in this process.
   *
   * @param channel any channel of {@link #all}
   * @return the same object until the channel changes
   */
  Link link(Channel channel);

  /**
   * Tells whether the credentials of a channel were stored with another {@code RECADO_SECRET_KEY},
   * so that it can neither send nor prove a webhook.
   *
   * @param channel any channel of {@link #all}
   */
  boolean locked(Channel channel);

  /**
   * Tells whether a webhook that nothing proves may yet be a true one, because a channel is locked.
   *
   * @param provider for example {@code meta}
   */
  default boolean blind(String provider) {
    return of(provider).stream().anyMatch(this::locked);
  }

  /**
   * Registers a listener for changes of any channel.
   *
   * @param listener called from any thread after each change
   */
  void onChange(Runnable listener);
}
