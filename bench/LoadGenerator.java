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
 * <p>Odoo's users behave like this. So a slow hub cannot slow down the load that measures it.
 */
final class LoadGenerator {

  /**
   * The hub closes a connection after 20 s of silence; one that the bench closes first cannot
   * break.
   */
  private static final long STALE = TimeUnit.SECONDS.toNanos(15);

  private final EventLoop loop;
  private final Invoices invoices;
  private final Ledger ledger;
  private final InetSocketAddress address;
  private final String head;
  private final Sender sender;

  private final Deque<Caller> idle = new ArrayDeque<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int callers;

  /** Makes one that posts refused webhooks again. */
  LoadGenerator(EventLoop loop, Invoices invoices, Ledger ledger, Hub hub) {
    this(loop, invoices, ledger, hub, new Patient(ledger));
  }

  LoadGenerator(EventLoop loop, Invoices invoices, Ledger ledger, Hub hub, Sender sender) {
    this.loop = loop;
    this.invoices = invoices;
    this.ledger = ledger;
    this.address = new InetSocketAddress("127.0.0.1", hub.port());
    this.head = head(hub);
    this.sender = sender;
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

  /**
   * Starts to post the ledger's invoices, from the schedule's first to the last.
   *
   * <p>The beat has its own thread, which wakes more precisely than a selector.
   */
  void start(Schedule schedule) {
    int end = ledger.size();
    Thread thread = new Thread(() -> beat(schedule, end), "beat");
    thread.setDaemon(true);
    thread.start();
  }

  private void beat(Schedule schedule, int end) {
    for (int i = schedule.first(); i < end; i++) {
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
    Caller caller = idle();
    if (caller != null) {
      caller.post(invoice);
    } else if (callers < sender.connections()) {
      call(invoice);
    } else {
      waiting.add(invoice);
    }
  }

  /** Finds the connection that was used last, and closes all if even that one is old. */
  private Caller idle() {
    Caller caller = idle.pollLast();
    while (caller != null && caller.isStale()) {
      caller.connection.close();
      caller = idle.pollLast();
    }
    return caller;
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
    if (answer.status() == 202) {
      ledger.accepted(invoice, System.nanoTime());
    } else {
      again(invoice, sender.refused(invoice, answer));
    }
  }

  private void again(int invoice, long delay) {
    if (delay != Sender.NEVER) {
      loop.after(delay, () -> post(invoice));
    }
  }

  /** One connection to the hub and the invoice that is under way on it. */
  private final class Caller implements Connection.Listener {

    private final Connection connection;
    private int invoice = Invoices.NONE;
    private long idleSince;

    Caller() throws IOException {
      connection = Connection.open(loop, address, this);
    }

    void post(int invoice) {
      this.invoice = invoice;
      ledger.posted(invoice, System.nanoTime());
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
      idleSince = System.nanoTime();
      idle.add(this);
      next();
    }

    @Override
    public void closed() {
      callers--;
      idle.remove(this);
      if (invoice != Invoices.NONE) {
        again(invoice, sender.broken(invoice));
      }
      next();
    }

    private boolean isStale() {
      return System.nanoTime() - idleSince > STALE;
    }

    private void next() {
      if (!waiting.isEmpty()) {
        LoadGenerator.this.post(waiting.poll());
      }
    }
  }
}
