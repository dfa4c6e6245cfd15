package dev.recado.systems.simulator;

import dev.recado.systems.simulator.SimulatedPhones.Message;
import dev.recado.systems.simulator.WebhookPosts.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * Carries messages between the hub and the simulated phones, and reports their acknowledgements.
 */
final class SimulatedWhatsApp {

  private final SimulatedPhones phones;
  private final Accounts accounts;
  private final WahaTeller waha;
  private final MetaTeller meta;
  private final WebhookPosts posts;

  SimulatedWhatsApp(
      SimulatedPhones phones,
      Accounts accounts,
      WahaTeller waha,
      MetaTeller meta,
      WebhookPosts posts) {
    this.phones = phones;
    this.accounts = accounts;
    this.waha = waha;
    this.meta = meta;
    this.posts = posts;
  }

  private Teller teller(Account account) {
    return account.meta() ? meta : waha;
  }

  /** Shows the hub's message on its phone; the same id again is the same message. */
  void deliver(Account account, Message message) {
    if (phones.show(message)) {
      tell(account, message, Ack.SERVER).thenRun(() -> tell(account, message, Ack.DEVICE));
    }
  }

  /**
   * Keeps the hub's message as one that never reached its phone, and says so later, as Meta does.
   */
  void fail(Account account, Message message, MetaFailure failure) {
    if (phones.show(message)) {
      tell(meta.failed(account, message, failure));
    }
  }

  /** Delivers a customer's message. A customer who writes has read the messages before. */
  CompletableFuture<Answer> write(Account account, String phone, Incoming message) {
    tellRead(phones.read(phone, account));
    phones.show(shown(account, phone, message, false));
    return posts.post(teller(account).received(account, message));
  }

  /** Delivers a message that a person of the business writes on the business's own phone. */
  CompletableFuture<Answer> writeOurselves(Account account, String phone, Incoming message) {
    phones.show(shown(account, phone, message, true));
    return posts.post(teller(account).own(account, message));
  }

  private static Message shown(
      Account account, String phone, Incoming message, boolean fromBusiness) {
    return new Message(
        message.id(),
        phone,
        message.chatId(),
        account.provider(),
        account.name(),
        fromBusiness,
        kind(message),
        fromBusiness ? message.text() : message.type().line(message.text()),
        message.extras(),
        fromBusiness ? Ack.DEVICE.number() : null,
        message.sentAt());
  }

  private static String kind(Incoming message) {
    Extras extras = message.extras();
    return extras.reaction() != null
        ? "reaction"
        : extras.button() != null ? "button" : message.type().kind();
  }

  /** The person looks at all chats. */
  void read(String phone) {
    tellRead(phones.read(phone));
  }

  private void tellRead(List<Message> seen) {
    for (Message message : seen) {
      tell(accounts.of(message.provider(), message.account()), message, Ack.READ);
    }
  }

  private CompletableFuture<?> tell(Account account, Message message, Ack ack) {
    return tell(teller(account).acknowledged(account, message, ack));
  }

  /**
   * In the background; if too many webhooks wait, the acknowledgement is lost, as WhatsApp loses
   * some.
   */
  private CompletableFuture<?> tell(Posting posting) {
    try {
      return posts.post(posting);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
