package dev.recado.systems.simulator;

/** How far a message has come, in WhatsApp's numbers (docs/contracts.md#waha-acknowledgements). */
enum Ack {
  PENDING("pending"),
  SERVER("sent"),
  DEVICE("delivered"),
  READ("read");

  /** The number of a message that never reached the phone. */
  static final int ERROR = -1;

  private final String meta;

  Ack(String meta) {
    this.meta = meta;
  }

  int number() {
    return ordinal();
  }

  /** What Meta calls it; it has no name for the first. */
  String meta() {
    return meta;
  }
}
