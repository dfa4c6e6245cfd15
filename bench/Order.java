package bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Finds messages that overtook an earlier one of the same customer.
 *
 * <p>An invoice is earlier if its webhook was acknowledged before the other one was posted. Two
 * webhooks under way at the same time may come in any order, and a lost one has no order.
 */
final class Order {

  private final Ledger ledger;
  private final int clients;
  private final List<String> overtakings = new ArrayList<>();

  Order(Ledger ledger, int clients) {
    this.ledger = ledger;
    this.clients = clients;
    IntStream.range(0, clients).forEach(this::look);
  }

  private void look(int client) {
    List<Integer> posted = invoices(client, ledger::postedAt);
    List<Integer> acknowledged = invoices(client, ledger::acceptedAt);
    int earlier = 0;
    int last = Invoices.NONE;
    for (int invoice : posted) {
      while (ledger.acceptedAt(acknowledged.get(earlier)) < ledger.postedAt(invoice)) {
        last = later(last, acknowledged.get(earlier++));
      }
      if (last != Invoices.NONE && ledger.deliveredAt(invoice) < ledger.deliveredAt(last)) {
        overtakings.add(Invoices.name(invoice) + " came before " + Invoices.name(last));
      }
    }
  }

  /** Returns the invoice whose message came later. */
  private int later(int one, int other) {
    return one != Invoices.NONE && ledger.deliveredAt(one) > ledger.deliveredAt(other)
        ? one
        : other;
  }

  /** Returns the accepted invoices with a message, sorted by a time. */
  private List<Integer> invoices(int client, ToLongFunction<Integer> time) {
    return IntStream.iterate(client, invoice -> invoice < ledger.size(), i -> i + clients)
        .filter(invoice -> ledger.acceptedAt(invoice) != 0 && ledger.deliveredAt(invoice) != 0)
        .boxed()
        .sorted(Comparator.comparingLong(time))
        .toList();
  }

  /** Reports each invoice that came too early, with the one that should have come before. */
  List<String> overtakings() {
    return List.copyOf(overtakings);
  }
}
