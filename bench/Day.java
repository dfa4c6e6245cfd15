package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A day of two hubs on one database, whose clocks libfaketime moves from one schedule to the next:
 * each fires once.
 */
public final class Day {

  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Quartz looks every 15 s whether another member of its cluster has failed. */
  private static final Duration SECOND_CHANCE = Duration.ofSeconds(20);

  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final Pattern SCHEDULE =
      Pattern.compile("\"group\":\"([^\"]+)\",\"name\":\"([^\"]+)\".*?\"next\":\\[([^\\]]*)\\]");

  private static final String USAGE =
      "bench/day [--jar PATH] [--java-opts \"...\"] [--keep]: needs Debian's package libfaketime";

  private final Path clock;
  private final Hub first;
  private final Hub second;
  private final SoakApi api;
  private final Troubles troubles = new Troubles();
  private final Set<String> seen = new HashSet<>();
  private Duration offset = Duration.ZERO;

  private Day(Path jar, List<String> javaOpts, Path home, Path work)
      throws IOException, InterruptedException {
    this.clock = work.resolve("clock");
    LocalDate sunday = LocalDate.now(ZONE).with(TemporalAdjusters.next(DayOfWeek.SUNDAY));
    jump(sunday.atTime(LocalTime.of(0, 5)).atZone(ZONE).toInstant());
    Map<String, String> shared = new HashMap<>(movedClock());
    shared.put("RECADO_ADMIN_PASSWORD", Hub.secret());
    shared.put("RECADO_SECRET_KEY", Hub.secret());
    first = start(jar, javaOpts, home, Files.createDirectory(work.resolve("first")), shared);
    Postmaster database = first.postmaster().orElseThrow();
    shared.put(
        "SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres");
    shared.put("SPRING_DATASOURCE_USERNAME", "recado");
    shared.put("SPRING_DATASOURCE_PASSWORD", database.password());
    second = start(jar, javaOpts, home, Files.createDirectory(work.resolve("second")), shared);
    api = new SoakApi(first.port(), shared.get("RECADO_ADMIN_PASSWORD"), troubles);
  }

  private static Hub start(
      Path jar, List<String> javaOpts, Path home, Path work, Map<String, String> own)
      throws IOException, InterruptedException {
    Hub hub = Hub.start(jar, javaOpts, home, work, own);
    Runtime.getRuntime().addShutdownHook(new Thread(hub::stop));
    long end = System.nanoTime() + START.toNanos();
    while (!hub.isReady()) {
      hub.mustRun();
      if (System.nanoTime() > end) {
        throw hub.failure("The hub is not ready after " + START);
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return hub;
  }

  /** Only the time of day is moved: pauses and time-outs are as long as ever. */
  private Map<String, String> movedClock() throws IOException {
    return Map.of(
        "LD_PRELOAD", library().toString(),
        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  private static Path library() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("libfaketime is missing: apt install libfaketime"));
    }
  }

  /** Exits with 0 if each schedule fired once, 1 if one did not, 2 for no result. */
  public static void main(String... given) {
    Path home = Path.of(System.getProperty("bench.home"));
    Path work = Path.of(System.getProperty("bench.work"));
    try {
      Arguments arguments =
          new Arguments(
              USAGE,
              Map.of("--jar", "target/recado.jar", "--java-opts", ""),
              Set.of("--keep"),
              given);
      Path jar = home.resolve(arguments.text("--jar"));
      List<String> javaOpts =
          Stream.of(arguments.text("--java-opts").split(" ")).filter(o -> !o.isEmpty()).toList();
      System.exit(new Day(jar, javaOpts, home, work).run() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
    } catch (IOException | InterruptedException | IllegalStateException e) {
      System.err.println("No result: " + e.getMessage());
    }
    System.exit(2);
  }

  private boolean run() throws IOException, InterruptedException {
    api.signIn();
    fired();
    Instant end = now().plus(Duration.ofDays(1));
    for (Instant at = next(); at.isBefore(end); at = next()) {
      List<String> expected = due(at);
      jump(at.minus(BEFORE));
      List<String> came = await(expected.size());
      came.sort(null);
      boolean once = came.equals(expected);
      System.out.println(at + "  " + String.join(", ", came) + (once ? "" : "  WRONG"));
      if (!once) {
        troubles.add("At " + at + " came " + came + " instead of " + expected, "");
      }
    }
    System.out.print(troubles.none() ? "Each schedule fired once.\n" : troubles.told());
    return troubles.none();
  }

  /** The subjects of the events that came, with those that should not have come. */
  private List<String> await(int count) throws InterruptedException {
    List<String> came = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (came.size() < count && System.nanoTime() < end) {
      first.mustRun();
      second.mustRun();
      TimeUnit.SECONDS.sleep(2);
      // A token from before the jump has expired.
      api.signIn();
      came.addAll(fired());
    }
    TimeUnit.NANOSECONDS.sleep(SECOND_CHANCE.toNanos());
    came.addAll(fired());
    return came;
  }

  /** The subjects of events that are new. */
  private List<String> fired() {
    return api.read("/api/events?type=schedule.fired&limit=100").objects().stream()
        .filter(event -> seen.add(Json.text(event, "id")))
        .map(event -> Json.text(event, "subject"))
        .toList();
  }

  private Map<String, List<Instant>> plan() {
    Map<String, List<Instant>> plan = new HashMap<>();
    Matcher found = SCHEDULE.matcher(api.read("/api/schedules").body());
    while (found.find()) {
      plan.put(
          "schedule:" + found.group(1) + "/" + found.group(2),
          Stream.of(found.group(3).split(","))
              .map(text -> text.replace("\"", ""))
              .filter(text -> !text.isEmpty())
              .map(Instant::parse)
              .toList());
    }
    return plan;
  }

  private Instant next() {
    Instant now = now();
    return plan().values().stream()
        .flatMap(List::stream)
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private List<String> due(Instant at) {
    return plan().entrySet().stream()
        .filter(one -> one.getValue().contains(at))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Instant now() {
    return Instant.now().plus(offset);
  }

  /** A file that is replaced is never read half-written. */
  private void jump(Instant to) throws IOException {
    offset = Duration.between(Instant.now(), to);
    Path written =
        Files.writeString(clock.resolveSibling("clock.new"), "+" + offset.toSeconds() + "\n");
    Files.move(written, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
