package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts each invoice's webhook when it is due, never waiting for the answer to another one.
 *
 * <p>That is how Odoo's users behave, and it keeps a slow hub from slowing the clock it is measured
 * by.
 */
final class LoadGenerator {

  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_RETRIES = 5;
  private static final long RECONNECT = TimeUnit.MILLISECONDS.toNanos(100);

  private final EventLoop loop;
  private final Invoices invoices;
  private final Ledger ledger;
  private final InetSocketAddress address;
  private final String head;
  private final byte[] retries;

  private final Deque<Caller> idle = new ArrayDeque<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int callers;

  LoadGenerator(EventLoop loop, Invoices invoices, Ledger ledger, Hub hub) {
    this.loop = loop;
    this.invoices = invoices;
    this.ledger = ledger;
    this.address = new InetSocketAddress("127.0.0.1", hub.port());
    this.head = head(hub);
    this.retries = new byte[invoices.count()];
  }

  private static String head(Hub hub) {
    return String.join(
        "\r\n",
        "POST " + hub.webhook() + " HTTP/1.1",
        "Host: 127.0.0.1:" + hub.port(),
        "User-Agent: python-requests/2.28.1",
        "Accept-Encoding: gzip, deflate",
        "Accept: */*",
        "Connection: keep-alive",
        "Content-Type: application/json",
        "Content-Length: ");
  }

  /** Starts the beat, on a thread of its own: it can be woken more finely than a selector. */
  void start(Schedule schedule) {
    Thread thread = new Thread(() -> beat(schedule), "beat");
    thread.setDaemon(true);
    thread.start();
  }

  private void beat(Schedule schedule) {
    for (int i = Schedule.FIRST; i < invoices.count(); i++) {
      int invoice = i;
      long due = schedule.due(invoice);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      loop.execute(() -> start(invoice));
    }
  }

  private void start(int invoice) {
    ledger.started(invoice, System.nanoTime());
    post(invoice);
  }

  private void post(int invoice) {
    Caller caller = idle.pollLast();
    if (caller != null) {
      caller.post(invoice);
    } else if (callers < MOST_CONNECTIONS) {
      call(invoice);
    } else {
      waiting.add(invoice);
    }
  }

  private void call(int invoice) {
    try {
      callers++;
      new Caller().post(invoice);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answered(int invoice, HttpMessage answer) {
    switch (answer.status()) {
      case 202 -> ledger.accepted(invoice, System.nanoTime());
      case 503 -> again(invoice, answer.retryAfter());
      default -> ledger.rejected.incrementAndGet();
    }
  }

  /** Odoo itself would not try again; the bench does, so that what is lost is lost by the hub. */
  private void again(int invoice, long delay) {
    if (retries[invoice]++ < MOST_RETRIES) {
      ledger.postedAgain.incrementAndGet();
      loop.after(delay, () -> post(invoice));
    } else {
      ledger.rejected.incrementAndGet();
    }
  }

  /** One connection to the hub and the invoice that is under way on it. */
  private final class Caller implements Connection.Listener {

    private final Connection connection;
    private int invoice = Invoices.NONE;

    Caller() throws IOException {
      connection = Connection.open(loop, address, this);
    }

    void post(int invoice) {
      this.invoice = invoice;
      String body = invoices.body(invoice);
      connection.send(head + body.length() + "\r\n\r\n" + body);
    }

    @Override
    public void received(Connection from, HttpMessage answer) {
      int answered = invoice;
      invoice = Invoices.NONE;
      answered(answered, answer);
      if (answer.isLast()) {
        connection.close();
        return;
      }
      idle.add(this);
      next();
    }

    @Override
    public void closed() {
      callers--;
      idle.remove(this);
      if (invoice != Invoices.NONE) {
        again(invoice, RECONNECT);
      }
      next();
    }

    private void next() {
      if (!waiting.isEmpty()) {
        LoadGenerator.this.post(waiting.poll());
      }
    }
  }
}
