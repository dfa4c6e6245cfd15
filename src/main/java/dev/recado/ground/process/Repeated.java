package dev.recado.ground.process;

import java.time.Duration;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.quartz.SimpleTrigger;

/**
 * Work that is done again and again, by one process of all that share a database.
 *
 * <p>It is a route that begins with Quartz. What was missed while no process ran is not made up
 * for, and work that fails is done the next time.
 */
public final class Repeated extends RouteBuilder {

  private final String room;
  private final String name;
  private final String description;
  private final Duration every;
  private final Runnable work;

  /**
   * Describes the work.
   *
   * @param room whose it is
   * @param name in that room; both are kept in the database
   * @param description one sentence for operators
   * @param every how long from one time to the next
   * @param work may throw: that is logged with its message, and ends nothing
   */
  public Repeated(String room, String name, String description, Duration every, Runnable work) {
    this.room = room;
    this.name = name;
    this.description = description;
    this.every = every;
    this.work = work;
  }

  @Override
  public void configure() {
    onException(Exception.class)
        .handled(true)
        .log(
            LoggingLevel.WARN,
            Repeated.class.getName(),
            "Work " + name + " failed, and is done again in " + every + ": ${exception}");
    from(clock())
        .routeId(name)
        .routeDescription(description)
        .process(exchange -> work.run())
        .id(name + "-run");
  }

  private String clock() {
    return "quartz:%s/%s?stateful=true&trigger.repeatInterval=%d&trigger.misfireInstruction=%d"
        .formatted(
            room,
            name,
            every.toMillis(),
            SimpleTrigger.MISFIRE_INSTRUCTION_RESCHEDULE_NEXT_WITH_REMAINING_COUNT);
  }
}
