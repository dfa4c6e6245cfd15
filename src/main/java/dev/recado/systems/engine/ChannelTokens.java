package dev.recado.systems.engine;

import dev.recado.ground.process.Exposure;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.channel.Field;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The channels of a gateway that signs nothing: each proves itself by a token in the address of its
 * webhooks.
 */
public final class ChannelTokens {

  /** The field of a channel with the token. */
  public static final String TOKEN = "webhookToken";

  /** The field with the former token, which is valid during a change. */
  public static final String FORMER_TOKEN = "webhookTokenPrevious";

  /** What a token looks like: it is all that a stranger would have to guess. */
  private static final String FORM = "[A-Za-z0-9_-]{16,200}";

  private static final String PROVED = "proved";

  private final Channels channels;
  private final String provider;
  private final String session;

  /**
   * Creates them.
   *
   * @param channels of all providers
   * @param provider the name of this one
   * @param session the field of a channel that names its session at the gateway
   */
  public ChannelTokens(Channels channels, String provider, String session) {
    this.channels = channels;
    this.provider = provider;
    this.session = session;
  }

  /** Describes the field with the token. */
  public static Field field() {
    return Field.secret(
            TOKEN,
            "o fim do endereço dos webhooks deste canal: um segredo de 16 a 200 letras, números, - e _.")
        .like(FORM);
  }

  /** Describes the field with the former token. */
  public static Field formerField() {
    return Field.secret(FORMER_TOKEN, "o fim anterior, que vale durante uma troca.")
        .like(FORM)
        .optional();
  }

  /**
   * Adds the tokens of the channel that the environment defines. Where everything is on this
   * machine, the development secret is good enough.
   *
   * @param secrets the channel's secrets, which get the tokens
   * @param environment with the settings
   * @param token the setting with the token; its variable is the name in upper case
   * @param former the setting with the former one
   */
  public static void ofSettings(
      Map<String, String> secrets, Environment environment, String token, String former) {
    boolean open =
        Exposure.alone(environment) && !StringUtils.hasText(environment.getProperty(token));
    put(secrets, TOKEN, open ? "dev" : Exposure.secret(environment, token, variable(token)));
    put(secrets, FORMER_TOKEN, environment.getProperty(former));
  }

  private static String variable(String setting) {
    return setting
        .substring("recado.".length())
        .replace('.', '_')
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }

  /** Adds a value of a setting, if it has one. */
  public static void put(Map<String, String> values, String name, @Nullable String value) {
    if (StringUtils.hasText(value)) {
      values.put(name, value.strip());
    }
  }

  /**
   * Tells whether a token is that of some channel. Each comparison takes the same time.
   *
   * @param given the end of the address, or null; what follows a slash in it is the name of the
   *     event, which some gateways append
   */
  public boolean know(@Nullable String given) {
    return !provedBy(given).isEmpty();
  }

  /** Tells whether the token of some channel cannot be read. */
  public boolean blind() {
    return channels.blind(provider);
  }

  private List<Channel> provedBy(@Nullable String given) {
    if (given == null) {
      return List.of();
    }
    String token = given.split("/", 2)[0];
    return channels.proving(provider).stream().filter(channel -> has(channel, token)).toList();
  }

  private static boolean has(Channel channel, String token) {
    return Stream.of(TOKEN, FORMER_TOKEN)
        .flatMap(field -> channel.secret(field).stream())
        .filter(secret -> TokenCheck.same(token, secret))
        .findAny()
        .isPresent();
  }

  /**
   * Finds the channel of a webhook: its token and its session must belong together, because one
   * channel may not speak for another.
   *
   * @param webhook with the token
   * @param told the name of the session in its body, or null
   */
  public Optional<Channel> of(Webhook webhook, @Nullable String told) {
    return named(provedBy(webhook.token()), told);
  }

  /** Names for the reader the channels whose token a webhook has. */
  public Map<String, String> kept(Webhook webhook) {
    return Map.of(
        PROVED,
        provedBy(webhook.token()).stream().map(Channel::id).collect(Collectors.joining(",")));
  }

  /**
   * Finds the channel of a record.
   *
   * @param record with what {@link #kept} gave
   * @param told the name of the session in its body, or null
   */
  public Optional<Channel> of(InboundRecord record, @Nullable String told) {
    List<String> proved = List.of(record.kept().getOrDefault(PROVED, "").split(","));
    return named(channels.provedBy(provider, proved, TOKEN, FORMER_TOKEN), told);
  }

  private Optional<Channel> named(List<Channel> proved, @Nullable String told) {
    return proved.stream().filter(one -> one.setting(session).equals(told)).findFirst();
  }
}
