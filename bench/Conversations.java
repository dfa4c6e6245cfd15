package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One run: start the hub, let many customers write at once, measure the time to each answer.
 *
 * <p>Only the loop's thread changes state while customers write; other threads ask it.
 */
public final class Conversations {

  /** Not measured here, and long if the machine does other things. */
  private static final int START_SECONDS = 180;

  private static final long POLL_MILLIS = 100;

  /** The hub's first retries come after 2 s and 5 s. */
  private static final long LISTEN_ON_MILLIS = 6_000;

  private static final Duration WAHA_LATENCY = Duration.ofMillis(5);

  private static final String LLM_AWAY = "llm_away";

  private final ConversationOptions options;
  private final Path work;
  private final List<Round> rounds;
  private final Map<String, Customer> customers = new HashMap<>();
  private final EventLoop loop = EventLoop.start();
  private final StubLlm llm;
  private final StubWaha waha;
  private final Hub hub;
  private final WahaPosts posts;
  private int strays;

  private Conversations(ConversationOptions options, Path home, Path work) throws IOException {
    this.options = options;
    this.work = work;
    this.rounds = rounds(options.conversations());
    rounds.forEach(round -> round.customers().forEach(c -> customers.put(c.phone(), c)));
    String llmKey = Hub.secret();
    String wahaKey = Hub.secret();
    String hmacKey = Hub.secret();
    this.llm = new StubLlm(loop, home, options.llmDelay(), llmKey);
    this.waha = new StubWaha(loop, Engine.NOWEB, WAHA_LATENCY, wahaKey, this::answer);
    Map<String, String> environment = new HashMap<>(options.environment());
    environment.put("WAHA_URL", Server.start(loop, waha).url());
    environment.put("WAHA_API_KEY", wahaKey);
    environment.put("WAHA_HMAC_KEY", hmacKey);
    environment.put("LLM_PROVIDER", "openai");
    environment.put("LLM_BASE_URL", llm.url());
    environment.put("LLM_API_KEY", llmKey);
    environment.put("LLM_MODEL", StubLlm.MODEL);
    this.hub = Hub.start(options.jar(), options.javaOpts(), home, work, environment);
    Runtime.getRuntime().addShutdownHook(new Thread(hub::stop));
    this.posts = new WahaPosts(loop, home, hub.port(), hmacKey);
  }

  private static List<Round> rounds(int customers) {
    return List.of(
        Round.of(0, "warm_up", "Warm-up: the first of all conversations", 1, customers),
        Round.of(1, "one_message", "One message each", 1, customers),
        Round.of(2, "burst", "Three messages each, within a second", 3, customers),
        Round.of(3, LLM_AWAY, "The LLM is away", 1, customers));
  }

  /**
   * Exits with 0 for a clean run, 1 if a customer was not answered exactly once, 2 for no result.
   */
  public static void main(String... arguments) {
    Path home = Path.of(System.getProperty("bench.home"));
    Path work = Path.of(System.getProperty("bench.work"));
    try {
      ConversationOptions options = ConversationOptions.of(home, arguments);
      System.exit(new Conversations(options, home, work).run() ? 0 : 1);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
    } catch (Exception e) {
      e.printStackTrace();
    }
    System.exit(2);
  }

  /** A message at the stub WAHA is an answer to the customer with that number. */
  private String answer(String chatId, String text, String messageId, long at) {
    Customer customer = customers.get(chatId.replace("@c.us", ""));
    if (customer == null) {
      strays++;
      return "a message to somebody who never wrote";
    }
    customer.answered(new String(text.getBytes(ISO_8859_1), UTF_8), at);
    return "";
  }

  private boolean run() throws Exception {
    awaitStart();
    Postmaster postmaster =
        hub.postmaster().orElseThrow(() -> hub.failure("The hub has no embedded PostgreSQL"));
    Usage usage = new Usage(hub, postmaster);
    List<ConversationReport> reports = new ArrayList<>();
    for (Round round : rounds) {
      if (round.key().equals(LLM_AWAY)) {
        loop.execute(llm::goAway);
      }
      reports.add(play(round, usage));
    }
    publish(reports);
    return look(() -> strays == 0 && rounds.stream().allMatch(Round::isClean));
  }

  private void awaitStart() throws InterruptedException {
    while (!hub.isHealthy()) {
      hub.mustRun();
      if (System.nanoTime() - hub.startedAt() > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
        throw hub.failure("GET /health is not 200 after " + START_SECONDS + " s");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private ConversationReport play(Round round, Usage usage) throws InterruptedException {
    System.err.println(round.title() + " …");
    Runnable writing = round.prepare(posts, loop);
    Usage.Cpu before = usage.cpu();
    loop.execute(llm::reset);
    loop.execute(writing);
    await(round);
    Usage.Cpu cpu = usage.cpu().since(before);
    Thread.sleep(LISTEN_ON_MILLIS + options.shortestWait().toMillis());
    return look(() -> new ConversationReport(round, llm, cpu));
  }

  /** Waits until all are answered, but not longer than a customer would. */
  private void await(Round round) throws InterruptedException {
    long since = System.nanoTime();
    boolean acknowledged = false;
    while (!look(round::isAnswered) && System.nanoTime() - since <= Round.PATIENCE) {
      hub.mustRun();
      if (!acknowledged && look(round::isAcknowledged)) {
        acknowledged = true;
        since = System.nanoTime();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private <T> T look(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, loop::execute).join();
  }

  private void publish(List<ConversationReport> reports) throws IOException {
    String machine = Machine.of(work);
    System.out.printf("%n%s%n%s%n", options.forPeople(), machine);
    reports.forEach(report -> System.out.printf("%n%s", report.table()));
    if (options.json() != null) {
      Files.writeString(options.json(), json(reports, machine));
    }
    explain();
  }

  private String json(List<ConversationReport> reports, String machine) {
    String start = "{\n%s  \"machine\": \"%s\",\n".formatted(options.forPrograms(), machine);
    return reports.stream()
        .map(ConversationReport::json)
        .collect(Collectors.joining(",\n", start, "\n}\n"));
  }

  private void explain() {
    if (strays > 0) {
      System.err.println(strays + " messages to somebody who never wrote");
    }
    tell("WAHA", waha.complaint());
    tell("LLM", llm.complaint());
    tell("sender of webhooks", posts.complaint());
  }

  private static void tell(String whose, String complaint) {
    if (!complaint.isEmpty()) {
      System.err.println("The last complaint of the " + whose + ": " + complaint);
    }
  }
}
