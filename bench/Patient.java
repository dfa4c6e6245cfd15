package bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Posts webhooks again after a 503 or a broken connection.
 *
 * <p>Odoo itself would not. The bench does, so that any loss is the hub's.
 */
final class Patient implements Sender {

  private static final int MOST_RETRIES = 5;
  private static final long RECONNECT = TimeUnit.MILLISECONDS.toNanos(100);

  private final Ledger ledger;
  private byte[] retries = {};

  Patient(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public long refused(int invoice, HttpMessage answer) {
    return answer.status() == 503 ? again(invoice, answer.retryAfter()) : giveUp(invoice);
  }

  @Override
  public long broken(int invoice) {
    return again(invoice, RECONNECT);
  }

  private long again(int invoice, long delay) {
    if (retries.length < ledger.size()) {
      retries = Arrays.copyOf(retries, ledger.size());
    }
    if (retries[invoice]++ < MOST_RETRIES) {
      ledger.postedAgain.incrementAndGet();
      return delay;
    }
    return giveUp(invoice);
  }

  private long giveUp(int invoice) {
    ledger.refused(invoice, System.nanoTime());
    return NEVER;
  }
}
