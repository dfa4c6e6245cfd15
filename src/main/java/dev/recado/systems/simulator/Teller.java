package dev.recado.systems.simulator;

/** How a provider tells the hub what happens to one of its numbers. */
interface Teller {

  /** A customer has written. */
  Posting received(Account account, Incoming message);

  /** A person of the business has written on the business's own phone. */
  Posting own(Account account, Incoming message);

  /** A message of the business has come further. */
  Posting acknowledged(Account account, SimulatedPhones.Message message, Ack ack);
}
