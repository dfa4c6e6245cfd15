package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.channel.Channel;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a webhook tells one channel.
 *
 * @param item what is told
 * @param channel the channel, or null if it is none of those that the signature proves
 */
record Told(Item item, @Nullable Channel channel) {

  /** What is kept of a webhook: the ids of the channels whose secret signed it. */
  static final String PROVED = "proved";

  /**
   * Finds out whom a webhook tells what.
   *
   * @param proved the channels whose secret signed it: no other channel may be spoken for
   */
  static Stream<Told> in(JsonNode tree, List<Channel> proved) {
    return Item.in(tree).flatMap(item -> of(item, proved));
  }

  private static Stream<Told> of(Item item, List<Channel> proved) {
    List<Channel> meant = item.number() == null ? ofAccount(item, proved) : named(item, proved);
    return meant.isEmpty()
        ? Stream.of(new Told(item, null))
        : meant.stream().map(channel -> new Told(item, channel));
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
    String whose = channel == null ? "?" + number : channel.id();
    return StorableText.key(whose + "/" + item.key());
  }
}
