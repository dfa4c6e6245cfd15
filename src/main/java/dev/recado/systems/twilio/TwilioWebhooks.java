package dev.recado.systems.twilio;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.outbox.Contacts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Twilio's webhooks: customers' messages and the states of ours (docs/contracts.md#twilio). */
final class TwilioWebhooks implements WebhookSource {

  static final String NAME = TwilioProvider.NAME;

  /** What is kept of a webhook: the accounts whose token has signed it. */
  static final String ACCOUNTS = "accounts";

  /** What is kept of a status: the message of the outbox that its address names. */
  static final String OUTBOX = "outbox";

  /** Twilio sends any other text of an answer to the customer. */
  private static final Thanks NO_REPLY =
      new Thanks(
          200,
          "text/xml;charset=UTF-8",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>");

  private final Channels channels;

  /**
   * Creates the source.
   *
   * @param channels with the tokens of their signatures
   */
  TwilioWebhooks(Channels channels) {
    this.channels = channels;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Nothing behind it is a secret; an operator may have written more there. */
  @Override
  public String path() {
    return "/webhooks/" + NAME;
  }

  @Override
  public Thanks thanks() {
    return NO_REPLY;
  }

  @Override
  public boolean blind() {
    return channels.blind(NAME);
  }

  @Override
  public boolean trusts(Webhook webhook) {
    return !accounts(webhook).isEmpty();
  }

  /** The accounts of channels whose token, or former token, has signed the webhook. */
  private Set<String> accounts(Webhook webhook) {
    String given = webhook.header().apply("X-Twilio-Signature");
    TwilioSignature signature = given == null ? null : signature(webhook);
    if (given == null || signature == null) {
      return Set.of();
    }
    Map<List<String>, Boolean> tried = new HashMap<>();
    String called = webhook.url().get();
    return channels.proving(NAME).stream()
        .filter(channel -> signed(channel, given, signature, called, tried))
        .map(channel -> channel.setting(TwilioProvider.ACCOUNT))
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private static @Nullable TwilioSignature signature(Webhook webhook) {
    String type = webhook.contentType();
    String hash = webhook.query().apply("bodySHA256");
    boolean form = type == null || type.toLowerCase(java.util.Locale.ROOT).contains("form");
    return hash == null || form
        ? TwilioSignature.of(TwilioForm.parse(webhook.body()))
        : TwilioSignature.ofBody(webhook.body(), hash);
  }

  /** Numbers of one account have one token, so each token is tried once for an address. */
  private static boolean signed(
      Channel channel,
      String given,
      TwilioSignature signature,
      String called,
      Map<List<String>, Boolean> tried) {
    String configured = channel.setting(TwilioProvider.WEBHOOK_URL);
    return Stream.of(TwilioProvider.TOKEN, TwilioProvider.FORMER_TOKEN)
        .flatMap(field -> channel.secret(field).stream())
        .anyMatch(
            token ->
                tried.computeIfAbsent(
                    List.of(token, configured),
                    once ->
                        signature.fits(
                            given, token, TwilioSignature.addresses(called, configured))));
  }

  /** The reader must know whose token it was: one account may not speak for another. */
  @Override
  public Map<String, String> kept(Webhook webhook) {
    Map<String, String> kept = new LinkedHashMap<>();
    kept.put(ACCOUNTS, String.join(",", accounts(webhook)));
    String outbox = webhook.query().apply(OUTBOX);
    if (outbox != null) {
      kept.put(OUTBOX, outbox);
    }
    return kept;
  }

  @Override
  public Identity identify(Webhook webhook) {
    TwilioForm form = TwilioForm.parse(webhook.body());
    String message = form.get("MessageSid");
    String state = form.get("MessageStatus");
    if (message == null) {
      return new Identity(StableId.hash(webhook.body()), NAME + ":unreadable");
    }
    // Nobody else can use up the ids of an account's messages.
    String whose = String.join(",", accounts(webhook)) + "/";
    return TwilioNumber.status(form)
        ? new Identity(whose + "status:" + message + ":" + state, "whatsapp-ack:" + message)
        : new Identity(whose + "message:" + message, subject(form));
  }

  private static String subject(TwilioForm form) {
    TwilioCustomer customer = TwilioCustomer.of(form);
    return customer == null ? NAME + ":unreadable" : Contacts.conversation(customer.id());
  }
}
