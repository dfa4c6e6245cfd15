package dev.recado.systems.simulator;

/** How far a message has come, in WhatsApp's numbers (docs/contracts.md#waha-acknowledgements). */
enum Ack {
  PENDING,
  SERVER,
  DEVICE,
  READ;

  int number() {
    return ordinal();
  }
}
