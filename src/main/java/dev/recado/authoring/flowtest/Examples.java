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
 * <p>The first run builds the parts of a hub, which takes time, and keeps them for the next runs.
 * The tables are created in a transaction that is never committed, so that tests can run beside a
 * hub's live data and leave nothing behind.
 */
public final class Examples implements AutoCloseable {

  /** Far longer than any flow takes. A flow that has not ended by then never will. */
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
   * Creates a runner. It starts and connects nothing before the first run.
   *
   * @param jdbcUrl a PostgreSQL in which a schema may be created
   * @param user the user that may create it
   * @param password the user's password, possibly empty
   * @return a runner for many runs
   */
  public static Examples on(String jdbcUrl, String user, String password) {
    return on(jdbcUrl, user, password, LIMIT);
  }

  static Examples on(String jdbcUrl, String user, String password, Duration limit) {
    return new Examples(
        new OneConnection(new OneConnection.Address(jdbcUrl, user, password)), limit);
  }

  /**
   * Finds the files of the routes folder that a test never sees, because every case of it has a
   * sample company with its own.
   *
   * @param test the name of a {@code tests/*.test.yaml}
   * @param files the state of the routes folder
   * @return names such as {@code intents/business.yaml}; empty if the test cannot be read
   */
  public static Set<String> replaced(String test, RouteFiles files) {
    try {
      return TestFile.read(test, files).replaced(files);
    } catch (CaseException e) {
      // The run reports what is wrong with it.
      return Set.of();
    }
  }

  private static ExecutorService worker() {
    return Executors.newSingleThreadExecutor(Daemons.named(Unheard.THREADS));
  }

  /**
   * Runs tests.
   *
   * @param files the state of the routes folder to run them on
   * @param testFiles selects the {@code tests/*.test.yaml} by name
   * @return the results; an unreadable file counts as a failed case
   * @throws IllegalStateException if the tests cannot be run at all, for example without a database
   */
  public Results run(RouteFiles files, Predicate<String> testFiles) {
    return run(files, testFiles, result -> {});
  }

  /**
   * Runs tests and reports each as soon as it has ended.
   *
   * @param files the state of the routes folder to run them on
   * @param testFiles selects the {@code tests/*.test.yaml} by name
   * @param told takes each result
   * @return the results; an unreadable file counts as a failed case
   * @throws IllegalStateException if the tests cannot be run at all, for example without a database
   */
  public synchronized Results run(
      RouteFiles files, Predicate<String> testFiles, Consumer<Result> told) {
    Unheard.begin();
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
      // An open transaction would prevent the vacuum of the hub's tables.
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
    Unbuilt unbuilt = new Unbuilt();
    for (TestFile.Case one : file.cases()) {
      told.accept(run(file, one, files, unbuilt));
    }
  }

  private Result run(TestFile file, TestFile.Case one, RouteFiles files, Unbuilt unbuilt) {
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
      run.begin(unbuilt);
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
      if (ready == null) {
        ready = new Stage(database);
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
    Future<Optional<Difference>> playing = worker.submit(run.playing());
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

  /** A flow that does not end may still hold resources, so nothing of the stage is used again. */
  private void startOver() {
    worker.shutdownNow();
    worker = worker();
    try {
      database.abandon();
      closeStage();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Could not close the connection that a flow held", e);
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

  /** Releases everything. No run may follow. */
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
