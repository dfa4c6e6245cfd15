package dev.recado.spine.channel;

/** What a provider can do beyond text. */
public enum Ability {
  /** Sends templates that WhatsApp has approved. */
  TEMPLATES,
  /** Shows buttons; elsewhere they become numbered text. */
  BUTTONS,
  /** Shows lists; elsewhere they become numbered text. */
  LISTS,
  /** Sends images, documents and audio by their address. */
  MEDIA,
  /** Sends places. */
  LOCATION,
  /**
   * Takes free messages only within 24 hours of the customer's last one (docs/contracts.md, the
   * customer service window).
   */
  WINDOW
}
