package dev.recado.systems.simulator;

import java.util.function.Supplier;

/** Tells the hub by the webhooks of WAHA. */
final class WahaTeller implements Teller {

  private final WahaWebhook webhook;
  private final Supplier<String> hub;

  /**
   * Creates one.
   *
   * @param hub the hub's address, under which the simulator keeps its files
   */
  WahaTeller(WahaWebhook webhook, Supplier<String> hub) {
    this.webhook = webhook;
    this.hub = hub;
  }

  @Override
  public Posting received(Account account, Incoming message) {
    String files = hub.get() + "/simulator/api/files/" + account.name();
    return Posting.waha(
        account.secret(),
        message.extras().reaction() == null
            ? webhook.message(account.name(), message, files)
            : webhook.reaction(account.name(), message));
  }

  @Override
  public Posting own(Account account, Incoming message) {
    return Posting.waha(account.secret(), webhook.own(account.name(), message));
  }

  @Override
  public Posting acknowledged(Account account, SimulatedPhones.Message message, Ack ack) {
    return Posting.waha(
        account.secret(),
        webhook.acknowledgement(account.name(), message.chatId(), message.id(), ack));
  }
}
