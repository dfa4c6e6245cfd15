package dev.recado.authoring.flowtest;

import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.camel.RouteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of flows: {@code routes/tests/*.test.yaml}.
 *
 * <p>What costs time, a hub that does not run, is made at the first run and kept for the next. The
 * tables are made in a transaction of their own for each run and never committed, so that it works
 * beside a hub's live data and leaves nothing.
 */
public final class Examples implements AutoCloseable {

  /** Far beyond what any flow takes; who is not done then never will be. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final OneConnection database;
  private final Duration limit;
  private @Nullable Stage stage;
  private ExecutorService worker = worker();

  private Examples(OneConnection database, Duration limit) {
    this.database = database;
    this.limit = limit;
  }

  /**
   * Makes one; nothing is started or connected before the first run.
   *
   * @param jdbcUrl of a PostgreSQL in which a schema may be created
   * @param user who may do so
   * @param password the user's, possibly empty
   * @return for many runs
   */
  public static Examples on(String jdbcUrl, String user, String password) {
    return on(jdbcUrl, user, password, LIMIT);
  }

  static Examples on(String jdbcUrl, String user, String password, Duration limit) {
    return new Examples(
        new OneConnection(new OneConnection.Address(jdbcUrl, user, password)), limit);
  }

  private static ExecutorService worker() {
    return Executors.newSingleThreadExecutor(Daemons.named("rehearsal"));
  }

  /**
   * Runs tests.
   *
   * @param files the state of the routes folder to run them on
   * @param testFiles which of its {@code tests/*.test.yaml}, by name
   * @return what they came to; a file that cannot be read is a case that failed
   * @throws IllegalStateException where the tests cannot be run at all: no database, say
   */
  public Results run(RouteFiles files, Predicate<String> testFiles) {
    return run(files, testFiles, result -> {});
  }

  /**
   * Runs tests and tells of each as soon as it is over.
   *
   * @param files the state of the routes folder to run them on
   * @param testFiles which of its {@code tests/*.test.yaml}, by name
   * @param told takes each result
   * @return what they came to; a file that cannot be read is a case that failed
   * @throws IllegalStateException where the tests cannot be run at all: no database, say
   */
  public synchronized Results run(
      RouteFiles files, Predicate<String> testFiles, Consumer<Result> told) {
    List<Result> results = new ArrayList<>();
    Set<String> flows = new TreeSet<>();
    Consumer<Result> both = result -> told.accept(keep(results, result));
    try {
      for (String name : files.names("tests/*" + TestFile.ENDING)) {
        if (testFiles.test(name)) {
          flows.add(
              TestFile.flowFile(
                  name.substring(
                      TestFile.FOLDER.length(), name.length() - TestFile.ENDING.length())));
          file(name, files, both);
        }
      }
    } finally {
      // A transaction that stays open would keep the hub's tables from being cleaned.
      closeDatabase();
    }
    return Results.of(results, Steps.in(files), flows);
  }

  private static Result keep(List<Result> results, Result result) {
    results.add(result);
    return result;
  }

  private void file(String name, RouteFiles files, Consumer<Result> told) {
    TestFile file;
    try {
      file = TestFile.read(name, files);
    } catch (CaseException e) {
      told.accept(failed(name, "(the file)", e, Duration.ZERO, Set.of()));
      return;
    }
    for (TestFile.Case one : file.cases()) {
      told.accept(run(file, one, files));
    }
  }

  private Result run(TestFile file, TestFile.Case one, RouteFiles files) {
    Given given = one.given();
    if (given == null || one.trouble() != null) {
      CaseException trouble =
          one.trouble() == null ? new CaseException(one.spot(), "nothing is given") : one.trouble();
      return failed(file.name(), one.name(), trouble, Duration.ZERO, Set.of());
    }
    Stage ready = ready(files);
    long begin = System.nanoTime();
    CaseRun run = new CaseRun(ready, file, one, given, files);
    try {
      run.begin();
      Optional<Difference> difference = inTime(run, one);
      return result(file.name(), one, difference, since(begin), run.reached());
    } catch (CaseException e) {
      return failed(file.name(), one.name(), e, since(begin), run.reached());
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Stage ready(RouteFiles files) {
    try {
      database.open();
      database.beginAnew();
      Stage ready = stage;
      if (ready != null && !ready.suits(files)) {
        closeStage();
        ready = null;
      }
      if (ready == null) {
        ready = new Stage(files, database);
        stage = ready;
      }
      ready.take(files);
      return ready;
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The tests' tables cannot be made in PostgreSQL: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Difference> inTime(CaseRun run, TestFile.Case one) {
    Future<Optional<Difference>> playing = worker.submit(run::play);
    try {
      return playing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      startOver();
      throw new CaseException(
          one.spot(),
          "the flow does not end: it was stopped after %d s; the steps it went through are %s"
              .formatted(limit.toSeconds(), new TreeSet<>(run.reached())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CaseException told) {
        throw told;
      }
      throw new IllegalStateException(
          "The case '" + one.name() + "' could not be run: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      startOver();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a case ran", e);
    }
  }

  /** What does not end may still hold anything: nothing of it is used again. */
  private void startOver() {
    worker.shutdownNow();
    worker = worker();
    try {
      database.abandon();
      closeStage();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("What a flow held could not be taken from it", e);
    }
  }

  private static Result result(
      String file,
      TestFile.Case one,
      Optional<Difference> difference,
      Duration took,
      Set<String> reached) {
    if (difference.isEmpty()) {
      Spot spot = one.spot();
      return new Result(file, one.name(), spot.line(), spot.column(), null, took, reached);
    }
    Difference found = difference.get();
    return failed(
        file,
        one.name(),
        new CaseException(found.spot(), found.sentence() + "\n" + indented(found.lists())),
        took,
        reached);
  }

  private static String indented(String lines) {
    return lines.indent(2).stripTrailing();
  }

  private static Result failed(
      String file, String name, CaseException e, Duration took, Set<String> reached) {
    Spot spot = e.spot();
    String message = spot + " " + name + ": " + e.getMessage();
    return new Result(file, name, spot.line(), spot.column(), message, took, reached);
  }

  private void closeDatabase() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The tests' connection could not be closed", e);
    }
  }

  private void closeStage() throws IOException {
    Stage old = stage;
    stage = null;
    if (old != null) {
      old.close();
    }
  }

  /** Lets go of everything; there are no more runs after it. */
  @Override
  public synchronized void close() {
    worker.shutdownNow();
    closeDatabase();
    try {
      closeStage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
