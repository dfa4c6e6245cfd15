package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.channel.Channel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a webhook tells one channel.
 *
 * @param item what is told
 * @param channel the channel, or null if it is none of those that the signature proves
 * @param arrival who was proved when the webhook came
 */
record Told(Item item, @Nullable Channel channel, Set<String> arrival) {

  /**
   * Finds out whom a webhook tells what.
   *
   * @param proved the channels whose secret signed it: no other channel may be spoken for
   * @param arrival the ids of those that were proved when it came; a channel that was made since
   *     then reads the same event under the same id
   */
  static Stream<Told> in(JsonNode tree, List<Channel> proved, Set<String> arrival) {
    return Item.in(tree).flatMap(item -> of(item, proved, arrival));
  }

  private static Stream<Told> of(Item item, List<Channel> proved, Set<String> arrival) {
    List<Channel> meant = item.number() == null ? ofAccount(item, proved) : named(item, proved);
    return meant.isEmpty()
        ? Stream.of(new Told(item, null, arrival))
        : meant.stream().map(channel -> new Told(item, channel, arrival));
  }

  private static List<Channel> named(Item item, List<Channel> proved) {
    return proved.stream()
        .filter(channel -> channel.setting(MetaProvider.PHONE_NUMBER_ID).equals(item.number()))
        .limit(1)
        .toList();
  }

  /** A notice about an account names a phone at best; without one it is about all its numbers. */
  private static List<Channel> ofAccount(Item item, List<Channel> proved) {
    List<Channel> account =
        proved.stream()
            .filter(
                channel -> {
                  String known = channel.setting(MetaProvider.BUSINESS_ACCOUNT_ID);
                  return known.isEmpty() || known.equals(item.account());
                })
            .toList();
    String phone = MetaJson.text(item.node(), "/display_phone_number", "/phone_number");
    String digits = phone == null ? "" : phone.replaceAll("\\D", "");
    List<Channel> same =
        account.stream().filter(channel -> digits.equals(channel.number())).toList();
    return same.isEmpty() ? account : same;
  }

  /** The key includes the channel: nobody else can use up the ids of its messages. */
  String key() {
    String number = item.number() == null ? item.account() : item.number();
    Channel known = channel;
    String whose = known != null && arrival.contains(known.id()) ? known.id() : "?" + number;
    return StorableText.key(whose + "/" + item.key());
  }
}
