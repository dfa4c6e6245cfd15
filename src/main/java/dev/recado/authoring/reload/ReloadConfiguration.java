package dev.recado.authoring.reload;

import dev.recado.authoring.flowtest.Examples;
import dev.recado.authoring.lint.Lint;
import dev.recado.ground.loop.Loops;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.intake.Events;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Creates the beans of the hot reload. */
@Configuration(proxyBeanMethods = false)
class ReloadConfiguration {

  /** How long lint and the tests of a save may take on a busy processor. */
  private static final Duration A_SAVE = Duration.ofMinutes(5);

  @Bean
  LastGood lastGood(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new RouteFileTable(jdbc, transaction, clock);
  }

  @Bean
  FlowReload flowReload(
      RouteFolder folder,
      Assembly assembly,
      Routes routes,
      Events events,
      ReloadSettings settings,
      JdbcConnectionDetails database,
      LastGood lastGood,
      Environment environment,
      Clock clock,
      Loops loops) {
    // Created at the first save, because most hubs never get one.
    Predicate<String> known = environment::containsProperty;
    Supplier<Lint> lint = SingletonSupplier.of(() -> Lint.ofTheHub(known));
    Facts facts = Facts.of(lint, known);
    // The very first start has no last good files and does not wait for tests.
    List<Check> quick = List.of(new LintCheck(lint));
    List<Check> checks = new ArrayList<>(quick);
    if (settings.tests()) {
      checks.add(new TestCheck(examples(database), facts));
    }
    boolean watched = settings.watch() && folder.path().isPresent();
    FirstRoutes first = new FirstRoutes(folder, assembly, lastGood, quick, checks, facts, watched);
    return new FlowReload(
        folder,
        first,
        lastGood,
        assembly,
        routes,
        checks,
        facts,
        new Farewell(events),
        settings,
        clock,
        loops.add("flow-reload", A_SAVE));
  }

  /**
   * Runs tests in the hub's own PostgreSQL, where their tables are never committed. It starts
   * nothing by itself.
   */
  private static Examples examples(JdbcConnectionDetails database) {
    return Examples.on(
        database.getJdbcUrl(),
        Objects.requireNonNullElse(database.getUsername(), ""),
        Objects.requireNonNullElse(database.getPassword(), ""));
  }
}
