package dev.recado.ground.process;

import java.time.Duration;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.quartz.SimpleTrigger;

/**
 * Work that one process repeats, out of all processes that share a database.
 *
 * <p>It is a route that begins with Quartz. It does not catch up on times that passed while no
 * process ran. Work that fails is done again at the next time.
 */
public final class Repeated extends RouteBuilder {

  private final String room;
  private final String name;
  private final String description;
  private final String when;
  private final String clock;
  private final Runnable work;

  /**
   * Describes the work.
   *
   * @param room the room that the work belongs to
   * @param name in that room; both are kept in the database
   * @param description one sentence for operators
   * @param every the time between two runs
   * @param work may throw; the exception is logged with its message and ends nothing
   */
  public Repeated(String room, String name, String description, Duration every, Runnable work) {
    this(room, name, description, "in " + every, interval(every), work);
  }

  private Repeated(
      String room, String name, String description, String when, String clock, Runnable work) {
    this.room = room;
    this.name = name;
    this.description = description;
    this.when = when;
    this.clock = clock;
    this.work = work;
  }

  /**
   * Describes work that is done at the beginning of each minute, and again where a process died
   * over it.
   *
   * @param room whose it is
   * @param name in that room; both are kept in the database
   * @param description one sentence for operators
   * @param work may throw: that is logged with its message, and ends nothing
   */
  public static Repeated eachMinute(String room, String name, String description, Runnable work) {
    String clock = "cron=0+*+*+*+*+?&recoverableJob=true";
    return new Repeated(room, name, description, "in a minute", clock, work);
  }

  private static String interval(Duration every) {
    return "trigger.repeatInterval=%d&trigger.misfireInstruction=%d"
        .formatted(
            every.toMillis(),
            SimpleTrigger.MISFIRE_INSTRUCTION_RESCHEDULE_NEXT_WITH_REMAINING_COUNT);
  }

  @Override
  public void configure() {
    onException(Exception.class)
        .handled(true)
        .log(
            LoggingLevel.WARN,
            Repeated.class.getName(),
            "Work " + name + " failed, and is done again " + when + ": ${exception}");
    from("quartz:%s/%s?stateful=true&%s".formatted(room, name, clock))
        .routeId(name)
        .routeDescription(description)
        .process(exchange -> work.run())
        .id(name + "-run");
  }
}
