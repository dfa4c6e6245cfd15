package dev.recado.systems.simulator;

/** Tells the hub by the webhooks of Meta's Cloud API. */
final class MetaTeller implements Teller {

  private final MetaWebhook webhook;

  MetaTeller(MetaWebhook webhook) {
    this.webhook = webhook;
  }

  @Override
  public Posting received(Account account, Incoming message) {
    return Posting.meta(account.secret(), webhook.message(account.name(), message));
  }

  @Override
  public Posting own(Account account, Incoming message) {
    return Posting.meta(account.secret(), webhook.echo(account.name(), message));
  }

  @Override
  public Posting acknowledged(Account account, SimulatedPhones.Message message, Ack ack) {
    return Posting.meta(account.secret(), webhook.status(account.name(), message, ack));
  }

  /** A message of the business never reached the phone. */
  Posting failed(Account account, SimulatedPhones.Message message, MetaFailure failure) {
    return Posting.meta(account.secret(), webhook.failed(account.name(), message, failure));
  }
}
