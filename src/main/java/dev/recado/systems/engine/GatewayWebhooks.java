package dev.recado.systems.engine;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a gateway that signs nothing: the end of the address is the token of a channel.
 */
public abstract class GatewayWebhooks implements WebhookSource {

  private final String name;
  private final ChannelTokens tokens;

  /**
   * Creates the source.
   *
   * @param name also that of the provider
   * @param tokens of its channels
   */
  protected GatewayWebhooks(String name, ChannelTokens tokens) {
    this.name = name;
    this.tokens = tokens;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean mayTrust(@Nullable String token) {
    return tokens.know(token);
  }

  @Override
  public final boolean blind() {
    return tokens.blind();
  }

  @Override
  public final boolean trusts(Webhook webhook) {
    return mayTrust(webhook.token());
  }

  @Override
  public final Map<String, String> kept(Webhook webhook) {
    return tokens.kept(webhook);
  }

  /**
   * Names the channel of a webhook, so that the ids of one account say nothing about another's.
   *
   * @param webhook with the token
   * @param told the name of the session in its body, or null
   */
  protected final String whose(Webhook webhook, @Nullable String told) {
    return tokens.of(webhook, told).map(Channel::id).orElse("unknown:" + told);
  }
}
