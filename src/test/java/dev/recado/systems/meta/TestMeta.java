package dev.recado.systems.meta;

import dev.recado.StubMeta;
import dev.recado.spine.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channels of Meta, for tests of its parts. */
final class TestMeta {

  private TestMeta() {}

  /** The channel of the samples. */
  static Channel channel() {
    return channel("loja", StubMeta.NUMBER, StubMeta.APP_SECRET, null);
  }

  /** A channel that the API has made. */
  static Channel channel(
      String id, String phoneNumberId, String appSecret, @Nullable String formerSecret) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(MetaProvider.PHONE_NUMBER_ID, phoneNumberId);
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put(MetaProvider.APP_SECRET, appSecret);
    secrets.put(MetaProvider.ACCESS_TOKEN, StubMeta.TOKEN);
    secrets.put(MetaProvider.VERIFY_TOKEN, "my-verify-token");
    if (formerSecret != null) {
      secrets.put(MetaProvider.FORMER_APP_SECRET, formerSecret);
    }
    return new Channel(
        id, "meta", null, id, settings, secrets, null, null, null, null, true, false, false, false,
        1);
  }

  /** The channel of the samples at another address. */
  static Channel at(String url) {
    Channel channel = channel();
    Map<String, String> settings = new LinkedHashMap<>(channel.settings());
    settings.put(MetaProvider.GRAPH_URL, url);
    return with(channel, settings, channel.secrets());
  }

  static Channel with(Channel channel, Map<String, String> settings, Map<String, String> secrets) {
    return new Channel(
        channel.id(),
        "meta",
        channel.number(),
        channel.label(),
        settings,
        secrets,
        null,
        null,
        null,
        null,
        true,
        false,
        false,
        false,
        channel.version() + 1);
  }
}
