package bench;

import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** The measured part of a run: what the ledger says of its invoices, and of its seconds. */
record Window(Ledger ledger, Schedule schedule) {

  /** Counts what happened in it, whenever its invoice was due. */
  long count(IntToLongFunction time) {
    return count(time, schedule.windowStart(), schedule.windowEnd());
  }

  /** Counts what happened in a part of it. */
  long count(IntToLongFunction time, long from, long until) {
    return IntStream.range(0, ledger.size())
        .mapToLong(time)
        .filter(at -> at != 0 && at >= from && at < until)
        .count();
  }

  /** Returns the invoices that were due in it. */
  IntStream invoices() {
    return IntStream.range(schedule.firstMeasured(), schedule.end());
  }

  /** Returns how long after they were due something became of its invoices. */
  Latencies sinceDue(IntToLongFunction time) {
    return new Latencies(
        invoices()
            .filter(invoice -> time.applyAsLong(invoice) != 0)
            .mapToLong(invoice -> time.applyAsLong(invoice) - schedule.due(invoice)));
  }

  /** Returns how long after they were posted something became of its invoices. */
  Latencies sincePosted(IntToLongFunction time) {
    return new Latencies(
        invoices()
            .filter(invoice -> time.applyAsLong(invoice) != 0)
            .mapToLong(invoice -> time.applyAsLong(invoice) - ledger.postedAt(invoice)));
  }
}
