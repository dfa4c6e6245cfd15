package dev.recado.chat.intent;

/** The writer of a line of a conversation. */
public enum Speaker {
  /** The customer. */
  CUSTOMER,
  /** The hub, by itself. */
  HUB,
  /** A person of the company. */
  PERSON
}
