package dev.recado.systems.simulator;

/** How far a message has come, in WhatsApp's numbers (contracts/01-waha.md, section 4). */
enum Ack {
  PENDING,
  SERVER,
  DEVICE,
  READ;

  int number() {
    return ordinal();
  }
}
