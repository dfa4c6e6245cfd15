package dev.recado.spine.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.intake.Timers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The scheduled flows of a hub, with a test's own database and clock. */
final class ScheduleKit {

  static final ZoneId HOUSE = ZoneId.of("America/Sao_Paulo");

  final SettableClock clock;
  final JdbcClient jdbc;
  final Routes routes = new Routes();
  final Schedules schedules;
  private final TransactionTemplate transaction;
  private final ScheduleTable table;
  private final ScheduleEvents events = new ScheduleEvents(new ObjectMapper());
  private final Look look;

  ScheduleKit(TestDatabase database, Instant now) {
    this(database, new SettableClock(now));
  }

  ScheduleKit(TestDatabase database, SettableClock clock) {
    this.clock = clock;
    this.jdbc = database.jdbc();
    this.transaction = database.transaction();
    this.table = new ScheduleTable(jdbc);
    this.look = look(TestTimers.on(jdbc));
    this.schedules = new Schedules(routes, table, events, TestTimers.on(jdbc), transaction, clock);
  }

  Look look(Timers timers) {
    return new Look(routes, table, events, timers, transaction, clock);
  }

  /** Replaces the flows, as a save does. */
  Generation save(String... routeFiles) {
    Generation built = build(clock, HOUSE, routeFiles);
    routes.replace(built);
    return built;
  }

  static Generation build(Clock clock, ZoneId house, String... routeFiles) {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (int i = 0; i < routeFiles.length; i++) {
      files = files.with("flows/flow-" + i + ".camel.yaml", routeFiles[i]);
    }
    Assembly assembly =
        new Assembly(
            spring,
            List.of(
                (context, all) -> {
                  context.addComponent("quartz", new ScheduleComponent(house, clock));
                  return Map.of();
                }));
    return assembly.build(files);
  }

  /** A flow that begins at a schedule, with these lines of parameters. */
  static String flow(String name, String... parameters) {
    return """
        - route:
            id: %1$s
            description: What %1$s does
            from:
              uri: quartz:tests/%1$s
              parameters:
                %2$s
              steps:
                - setProperty:
                    name: ran
                    constant: "%1$s"
        """
        .formatted(name, String.join("\n        ", parameters));
  }

  /** Moves the clock and looks, as one hub does each minute. */
  void lookAt(String instant) {
    setTo(instant);
    look.look();
  }

  void setTo(String instant) {
    clock.tick(java.time.Duration.between(clock.instant(), Instant.parse(instant)));
  }

  void lookAgain() {
    look.look();
  }

  /** All events so far by their planned times, each as {@code name time missed}. */
  List<String> fired() {
    return jdbc.sql(
            """
            select body ->> 'name' || ' ' || (body ->> 'planned') || ' ' || (body ->> 'missed')
              from (select convert_from(raw, 'UTF8')::jsonb as body from event
                     where type = 'schedule.fired') fired
             order by body ->> 'planned', body ->> 'name'
            """)
        .query(String.class)
        .list();
  }
}
