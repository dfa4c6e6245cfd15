package bench;

/**
 * A customer who writes once, perhaps in several messages, and waits for one answer.
 *
 * <p>Times are of {@link System#nanoTime}; 0 is "never".
 */
final class Customer {

  private final String phone;
  private final int messages;

  private int acknowledged;
  private long acknowledgedAt;
  private long slowestAck;
  private int postedAgain;
  private int answers;
  private long answeredAt;
  private String answer = "";

  Customer(String phone, int messages) {
    this.phone = phone;
    this.messages = messages;
  }

  void acknowledged(long postedAt, long at) {
    acknowledged++;
    acknowledgedAt = at;
    slowestAck = Math.max(slowestAck, at - postedAt);
  }

  void postedAgain() {
    postedAgain++;
  }

  void answered(String text, long at) {
    answers++;
    answeredAt = at;
    answer = text;
  }

  String phone() {
    return phone;
  }

  /** Tells whether the hub has accepted all messages of the customer, who waits from then on. */
  boolean isAcknowledged() {
    return acknowledged == messages;
  }

  /** Tells whether the customer wrote and was answered, in any time. */
  boolean isAnswered() {
    return isAcknowledged() && answers > 0;
  }

  boolean isAnsweredWithin(long nanos) {
    return isAnswered() && waited() <= nanos;
  }

  /** Counts the webhooks that the hub did not accept at the first try. */
  int webhooksPostedAgain() {
    return postedAgain;
  }

  int answers() {
    return answers;
  }

  /**
   * Returns the time from the acknowledgement of the last message to the last answer.
   *
   * <p>Returns none if a webhook was kept but acknowledged only when it was posted again.
   */
  long waited() {
    return Math.max(0, answeredAt - acknowledgedAt);
  }

  long slowestAck() {
    return slowestAck;
  }

  /** Returns the last answer, with its JSON escapes. */
  String answer() {
    return answer;
  }
}
