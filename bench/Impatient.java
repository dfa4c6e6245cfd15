package bench;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Never posts again, like Odoo, and notes how webhooks were refused.
 *
 * <p>So the load stays the same, however much of it the hub refuses. As with the ledger, other
 * threads read its counter first.
 */
final class Impatient implements Sender {

  private final Ledger ledger;
  private final BitSet early = new BitSet();
  private final Map<String, Integer> others = new TreeMap<>();

  Impatient(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public long refused(int invoice, HttpMessage answer) {
    boolean comeAgain = !answer.header("Retry-After").isEmpty();
    if (answer.status() == 503 && comeAgain) {
      early.set(invoice);
    } else {
      other(answer.status() + (comeAgain ? "" : " without Retry-After"));
    }
    return giveUp(invoice);
  }

  @Override
  public long broken(int invoice) {
    other("broken connection");
    return giveUp(invoice);
  }

  /** More than most loads need in a second; a hub lets one address have 1,024. */
  @Override
  public int connections() {
    return 768;
  }

  private synchronized void other(String how) {
    others.merge(how, 1, Integer::sum);
  }

  private long giveUp(int invoice) {
    ledger.refused(invoice, System.nanoTime());
    return NEVER;
  }

  /** Tells whether the answer asked the sender to try again: a 503 with Retry-After. */
  boolean toldToComeAgain(int invoice) {
    return early.get(invoice);
  }

  /** Lists the other refusals of webhooks, and how often they happened. */
  synchronized String others() {
    return others.entrySet().stream()
        .map(other -> other.getKey() + ": " + other.getValue())
        .collect(Collectors.joining(", "));
  }
}
