package dev.recado.spine.schedule;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** The clock of all flows: one clustered job, whichever hub takes it. */
final class ScheduleRoutes extends RouteBuilder {

  static final String CLOCK =
      "quartz:recado/schedules?cron=0+*+*+*+*+?&stateful=true&recoverableJob=true";

  private final Look look;

  ScheduleRoutes(Look look) {
    this.look = look;
  }

  @Override
  public void configure() {
    // The next look goes on where the last one that came to its end stopped.
    onException(Exception.class)
        .handled(true)
        .log(
            LoggingLevel.WARN,
            ScheduleRoutes.class.getName(),
            "Schedules could not be looked at, and are in a minute: ${exception.message}");
    from(CLOCK)
        .id("schedules")
        .description("Looks each minute which flows are due by the clock, and sets their events")
        .process(exchange -> look.look())
        .id("schedules-look");
  }
}
