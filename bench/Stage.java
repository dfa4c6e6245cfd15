package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One hub on a new data folder, its stub WAHA, and the ledger of its work. */
final class Stage {

  private static final int START_SECONDS = 180;
  private static final long POLL_MILLIS = 100;

  private final Setup setup;
  private final Path work;
  private final EventLoop loop;
  private final Invoices invoices;
  private final Ledger ledger = new Ledger(0);
  private final StubWaha waha;
  private final Server server;
  private final Hub hub;

  /** Starts the hub; its log and data go into the folder {@code work}, which is created. */
  Stage(Setup setup, EventLoop loop, Path home, Path work) throws IOException {
    this.setup = setup;
    this.work = Files.createDirectories(work);
    this.loop = loop;
    this.invoices = new Invoices(setup.clients());
    String key = Hub.secret();
    this.waha = new StubWaha(loop, setup.engine(), setup.stubLatency(), key, this::deliver);
    this.server = Server.start(loop, waha);
    this.hub =
        Hub.start(
            setup.jar(),
            setup.javaOpts(),
            home,
            work,
            Map.of("WAHA_URL", server.url(), "WAHA_API_KEY", key));
    Runtime.getRuntime().addShutdownHook(new Thread(hub::stop));
  }

  private String deliver(String chatId, String text, String messageId, long at) {
    int invoice = invoices.find(text, chatId, ledger.size());
    if (invoice == Invoices.NONE) {
      ledger.strays.incrementAndGet();
      return "a message of no invoice, or not to its customer";
    }
    ledger.sent(invoice, messageId, at);
    return "";
  }

  Hub hub() {
    return hub;
  }

  Ledger ledger() {
    return ledger;
  }

  Invoices invoices() {
    return invoices;
  }

  /** Waits until the hub is ready, and inserts the customers. */
  void awaitCustomers() throws InterruptedException, IOException, SQLException {
    // Waits for its tables, so that the first webhook finds its customer.
    while (!hub.isHealthy()) {
      checkStart("GET /health is not 200");
      Thread.sleep(POLL_MILLIS);
    }
    Clients.seed(setup.jar(), work, postmaster(), setup.clients());
  }

  Usage usage() {
    return new Usage(hub, postmaster());
  }

  private Postmaster postmaster() {
    return hub.postmaster().orElseThrow(() -> hub.failure("The hub has no embedded PostgreSQL"));
  }

  /** Makes room in the ledger for more invoices. */
  void expect(int more) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          ledger.extend(more);
          done.countDown();
        });
    done.await();
  }

  /**
   * Posts a first webhook over and over while the hub starts, as a sender would.
   *
   * @return the seconds from the start of the hub to its message
   */
  double firstMessage() throws InterruptedException {
    expect(1);
    while (!hub.accepts(invoices.body(0))) {
      checkStart("The first webhook is not accepted");
      Thread.sleep(POLL_MILLIS);
    }
    loop.execute(() -> ledger.accepted(0, System.nanoTime()));
    while (ledger.delivered.get() == 0) {
      checkStart("No message of the first webhook; the stub WAHA's last complaint: '%s'");
      Thread.sleep(POLL_MILLIS);
    }
    return (ledger.deliveredAt(0) - hub.startedAt()) / 1e9;
  }

  private void checkStart(String problem) {
    hub.mustRun();
    if (System.nanoTime() - hub.startedAt() > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
      throw hub.failure(problem.formatted(waha.complaint()) + " after " + START_SECONDS + " s");
    }
  }

  /** Reports lost messages, and errors at the stub WAHA. */
  void explain() {
    List<String> lost = ledger.undelivered().limit(5).mapToObj(Invoices::name).toList();
    if (!lost.isEmpty()) {
      System.err.println("Lost, for example: " + String.join(", ", lost));
    }
    if (!waha.complaint().isEmpty()) {
      System.err.println("The stub WAHA's last complaint: " + waha.complaint());
    }
  }

  /** Ends the hub and the stub WAHA. */
  void stop() {
    hub.stop();
    server.close();
  }
}
