package dev.recado.systems.simulator;

import dev.recado.systems.simulator.WebhookPosts.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Carries messages between the hub and the simulated phones, and reports their acknowledgements.
 */
final class SimulatedWhatsApp {

  private final SimulatedPhones phones;
  private final WahaWebhook webhook;
  private final WebhookPosts posts;
  private final String session;
  private final Supplier<String> files;

  /**
   * Creates a WhatsApp.
   *
   * @param session the session that customers write to
   * @param files where WAHA would keep files
   */
  SimulatedWhatsApp(
      SimulatedPhones phones,
      WahaWebhook webhook,
      WebhookPosts posts,
      String session,
      Supplier<String> files) {
    this.phones = phones;
    this.webhook = webhook;
    this.posts = posts;
    this.session = session;
    this.files = files;
  }

  /** Shows the hub's message on a phone; the same id again is the same message. */
  void deliver(String session, String phone, String chatId, String id, String text) {
    if (phones.show(phone, chatId, id, true, text)) {
      tell(session, chatId, id, Ack.SERVER).thenRun(() -> tell(session, chatId, id, Ack.DEVICE));
    }
  }

  /** Delivers a customer's message. A customer who writes has read the messages before. */
  CompletableFuture<Answer> write(String phone, Incoming message) {
    read(phone);
    phones.show(phone, message.chatId(), message.id(), false, message.type().line(message.text()));
    return posts.post(webhook.message(session, message, files.get()));
  }

  /** Delivers a message that a person of the business writes on the business's own phone. */
  CompletableFuture<Answer> writeOurselves(String phone, Incoming message) {
    phones.show(phone, message.chatId(), message.id(), true, message.text());
    return posts.post(webhook.own(session, message));
  }

  void read(String phone) {
    for (SimulatedPhones.Named seen : phones.read(phone)) {
      tell(session, seen.chatId(), seen.id(), Ack.READ);
    }
  }

  /**
   * In the background; if too many webhooks wait, the acknowledgement is lost, as WhatsApp loses
   * some.
   */
  private CompletableFuture<?> tell(String session, String chatId, String id, Ack ack) {
    try {
      return posts.post(webhook.acknowledgement(session, chatId, id, ack));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
