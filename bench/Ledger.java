package bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The times of each invoice, in nanoseconds of {@link System#nanoTime}; 0 means "never".
 *
 * <p>Only the loop's thread writes. Other threads read a counter first, which makes earlier writes
 * visible.
 */
final class Ledger {

  final AtomicInteger accepted = new AtomicInteger();
  final AtomicInteger rejected = new AtomicInteger();
  final AtomicInteger delivered = new AtomicInteger();
  final AtomicInteger strays = new AtomicInteger();
  final AtomicInteger postedAgain = new AtomicInteger();

  private long[] startedAt;
  private long[] postedAt;
  private long[] acceptedAt;
  private long[] refusedAt;
  private long[] deliveredAt;

  /**
   * Hashes, to keep the heap small: two of a million texts share 64 bits once in 30 million runs.
   */
  private long[] firstMessages;

  private final List<Long> laterMessages = new ArrayList<>();
  private final BitSet underSeveralMessages = new BitSet();

  Ledger(int invoices) {
    startedAt = new long[invoices];
    postedAt = new long[invoices];
    acceptedAt = new long[invoices];
    refusedAt = new long[invoices];
    deliveredAt = new long[invoices];
    firstMessages = new long[invoices];
  }

  /** Makes room for more invoices. */
  void extend(int invoices) {
    int size = size() + invoices;
    startedAt = Arrays.copyOf(startedAt, size);
    postedAt = Arrays.copyOf(postedAt, size);
    acceptedAt = Arrays.copyOf(acceptedAt, size);
    refusedAt = Arrays.copyOf(refusedAt, size);
    deliveredAt = Arrays.copyOf(deliveredAt, size);
    firstMessages = Arrays.copyOf(firstMessages, size);
  }

  void started(int invoice, long at) {
    startedAt[invoice] = at;
  }

  /** Notes that a webhook goes out on a connection, for the first time or again. */
  void posted(int invoice, long at) {
    postedAt[invoice] = at;
  }

  void accepted(int invoice, long at) {
    acceptedAt[invoice] = at;
    accepted.incrementAndGet();
  }

  /** Notes that a webhook was refused, and will not be posted again. */
  void refused(int invoice, long at) {
    refusedAt[invoice] = at;
    rejected.incrementAndGet();
  }

  void sent(int invoice, String messageId, long at) {
    long message = hash(messageId);
    if (deliveredAt[invoice] == 0) {
      deliveredAt[invoice] = at;
      firstMessages[invoice] = message;
      delivered.incrementAndGet();
      return;
    }
    laterMessages.add(message);
    if (message != firstMessages[invoice]) {
      underSeveralMessages.set(invoice);
    }
  }

  /** FNV-1a. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  int size() {
    return startedAt.length;
  }

  long startedAt(int invoice) {
    return startedAt[invoice];
  }

  long postedAt(int invoice) {
    return postedAt[invoice];
  }

  long acceptedAt(int invoice) {
    return acceptedAt[invoice];
  }

  long refusedAt(int invoice) {
    return refusedAt[invoice];
  }

  long deliveredAt(int invoice) {
    return deliveredAt[invoice];
  }

  /** Finds the invoices that were accepted but not delivered so far. */
  IntStream undelivered() {
    return IntStream.range(0, size()).filter(i -> acceptedAt[i] != 0 && deliveredAt[i] == 0);
  }

  /** Tells whether a webhook has no final answer yet, or an accepted one has no message. */
  boolean isUnfinished() {
    return accepted.get() + rejected.get() < size() || undelivered().findAny().isPresent();
  }

  /** Returns a number that grows with each progress. */
  int progress() {
    return accepted.get() + rejected.get() + delivered.get();
  }

  /** Counts the messages with an id that was used before. */
  int repeatedMessages() {
    LongStream later = laterMessages.stream().mapToLong(Long::longValue);
    long[] ids = LongStream.concat(LongStream.of(firstMessages), later).sorted().toArray();
    int count = 0;
    for (int i = 1; i < ids.length; i++) {
      count += ids[i] != 0 && ids[i] == ids[i - 1] ? 1 : 0;
    }
    return count;
  }

  /** Counts the invoices whose customer got more than one message, by the messages' ids. */
  int invoicesSentTwice() {
    return underSeveralMessages.cardinality();
  }
}
