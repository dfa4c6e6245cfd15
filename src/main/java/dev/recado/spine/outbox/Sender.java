package dev.recado.spine.outbox;

/** Sends one delivery through its connector. */
interface Sender {

  /** Sends it; returns an outcome and never throws. */
  Outcome send(String connector, Delivery delivery);
}
