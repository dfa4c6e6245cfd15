package bench;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Posts nothing again, as Odoo does, and notes how it was refused.
 *
 * <p>So the load stays what it is, however much of it the hub refuses. As with the ledger, other
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

  /** Says whether a refused webhook was told to come again: a 503 with Retry-After. */
  boolean toldToComeAgain(int invoice) {
    return early.get(invoice);
  }

  /** Tells how else webhooks were refused, and how often. */
  synchronized String others() {
    return others.entrySet().stream()
        .map(other -> other.getKey() + ": " + other.getValue())
        .collect(Collectors.joining(", "));
  }
}
