package bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A number of new customers who write at once.
 *
 * @param key for programs
 * @param title for people
 * @param messages how many messages each of them writes
 */
record Round(String key, String title, int messages, List<Customer> customers) {

  /** A customer without an answer by then counts as unanswered. */
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  /** Three messages take less than a second, as from a fast typist. */
  private static final long BETWEEN_MESSAGES = TimeUnit.MILLISECONDS.toNanos(400);

  /** With area code and ninth digit; each round has ten thousand numbers of its own. */
  private static final long FIRST_PHONE = 5_521_976_000_000L;

  private static final int PHONES = 10_000;

  static Round of(int number, String key, String title, int messages, int customers) {
    long first = FIRST_PHONE + (long) number * PHONES;
    return new Round(
        key,
        title,
        messages,
        IntStream.range(0, customers)
            .mapToObj(i -> new Customer(Long.toString(first + i), messages))
            .toList());
  }

  /** Signs all messages and returns the task that sends them, on the loop's thread. */
  Runnable prepare(WahaPosts posts, EventLoop loop) {
    List<List<Runnable>> waves =
        IntStream.range(0, messages)
            .mapToObj(i -> customers.stream().map(posts::prepare).toList())
            .toList();
    return () -> {
      for (int i = 0; i < messages; i++) {
        List<Runnable> wave = waves.get(i);
        loop.after(i * BETWEEN_MESSAGES, () -> wave.forEach(Runnable::run));
      }
    };
  }

  boolean isAnswered() {
    return customers.stream().allMatch(Customer::isAnswered);
  }

  boolean isAcknowledged() {
    return customers.stream().allMatch(Customer::isAcknowledged);
  }

  /** Tells whether each customer was answered in time, and only once. */
  boolean isClean() {
    return customers.stream().allMatch(c -> c.isAnsweredWithin(PATIENCE) && c.answers() == 1);
  }

  int unanswered() {
    return (int) customers.stream().filter(c -> !c.isAnsweredWithin(PATIENCE)).count();
  }

  int answeredTwice() {
    return (int) customers.stream().filter(c -> c.answers() > 1).count();
  }

  int webhooksPostedAgain() {
    return customers.stream().mapToInt(Customer::webhooksPostedAgain).sum();
  }

  int answeredWith(String words) {
    return (int) customers.stream().filter(c -> c.answer().equals(words)).count();
  }

  Latencies waits() {
    return new Latencies(
        customers.stream().filter(Customer::isAnswered).mapToLong(Customer::waited));
  }

  Latencies acks() {
    return new Latencies(
        customers.stream().filter(Customer::isAcknowledged).mapToLong(Customer::slowestAck));
  }
}
