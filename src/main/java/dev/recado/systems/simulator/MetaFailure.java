package dev.recado.systems.simulator;

/** Why Meta fails a message that it has accepted (docs/contracts.md#meta-errors). */
enum MetaFailure {
  UNDELIVERABLE(131026, "Message undeliverable", "Message Undeliverable."),
  OUTSIDE_WINDOW(
      131047,
      "Re-engagement message",
      "Message failed to send because more than 24 hours have passed since the customer last"
          + " replied to this number.");

  private final int code;
  private final String title;
  private final String details;

  MetaFailure(int code, String title, String details) {
    this.code = code;
    this.title = title;
    this.details = details;
  }

  int code() {
    return code;
  }

  String title() {
    return title;
  }

  String details() {
    return details;
  }
}
