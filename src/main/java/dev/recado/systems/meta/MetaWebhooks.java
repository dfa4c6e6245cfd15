package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Meta's webhooks: signed with the secret of the app over the bytes as they came, and repeated for
 * days until the hub answers 200 (docs/contracts.md#meta-webhooks).
 */
final class MetaWebhooks implements WebhookSource {

  static final String NAME = MetaProvider.NAME;

  /** In characters; no question of Meta's is longer. */
  private static final int LONGEST_CHALLENGE = 500;

  private final Channels channels;
  private final @Nullable String development;

  /**
   * Creates the source.
   *
   * @param channels with their secrets
   * @param development the secret of a hub for trying out that has no channel here; else null
   */
  MetaWebhooks(Channels channels, @Nullable String development) {
    this.channels = channels;
    this.development = development;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return "/webhooks/" + NAME;
  }

  @Override
  public int accepted() {
    return 200;
  }

  @Override
  public boolean challenges() {
    return true;
  }

  @Override
  public int refusedChallenge() {
    return 403;
  }

  @Override
  public @Nullable String challenge(
      @Nullable String token, Function<String, @Nullable String> query) {
    String challenge = query.apply("hub.challenge");
    String given = query.apply("hub.verify_token");
    boolean known =
        Stream.concat(secrets(MetaProvider.VERIFY_TOKEN), trial())
                // Each is compared, so that the time does not show which one was right.
                .filter(each -> TokenCheck.same(given, each))
                .count()
            > 0;
    boolean asked = known && "subscribe".equals(query.apply("hub.mode"));
    return asked && challenge != null && challenge.length() <= LONGEST_CHALLENGE ? challenge : null;
  }

  private Stream<String> secrets(String field) {
    return channels.proving(NAME).stream().flatMap(channel -> channel.secret(field).stream());
  }

  private Stream<String> trial() {
    return channels.proving(NAME).isEmpty() ? Stream.ofNullable(development) : Stream.empty();
  }

  @Override
  public boolean blind() {
    return channels.blind(NAME);
  }

  @Override
  public boolean trusts(Webhook webhook) {
    Signature signature = Signature.of(webhook);
    return !signature.proves(channels).isEmpty() || trial().anyMatch(signature::madeWith);
  }

  /** The reader must know whose secret it was: one channel may not speak for another. */
  @Override
  public Map<String, String> kept(Webhook webhook) {
    return Signature.of(webhook).kept(channels);
  }

  /** The first thing that the webhook tells identifies all of it. */
  @Override
  public Identity identify(Webhook webhook) {
    try {
      List<Channel> proved = Signature.of(webhook).proves(channels);
      Set<String> ids = proved.stream().map(Channel::id).collect(Collectors.toSet());
      return Told.in(tree(webhook.body()), proved, ids)
          .findFirst()
          .map(first -> new Identity(first.key(), first.item().subject()))
          .orElseGet(() -> unreadable(webhook));
    } catch (RuntimeException | StackOverflowError e) {
      // The webhook is kept, and its reader tells and logs what is wrong with it.
      return unreadable(webhook);
    }
  }

  private static Identity unreadable(Webhook webhook) {
    return new Identity("unreadable:" + StableId.hash(webhook.body()), NAME + ":unreadable");
  }

  /**
   * Reads a body.
   *
   * @throws UnreadableException if it is no JSON object
   */
  static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = MetaJson.MAPPER.readTree(body);
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      // Jackson's own message quotes the body, which holds people's texts.
      throw new UnreadableException("The body is not the JSON that Meta sends", e);
    }
    throw new UnreadableException("The body is not a JSON object", null);
  }
}
