package dev.recado.startup;

import java.time.Duration;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/** Work that is done again and again, by one process of all that share a database. */
public final class Repeated {

  private Repeated() {}

  /**
   * Describes the work.
   *
   * @param type the Quartz job, made by Spring
   * @param room whose it is
   * @param name in that room
   * @param description one sentence for operators
   * @return kept in the database
   */
  public static JobDetail job(
      Class<? extends Job> type, String room, String name, String description) {
    return JobBuilder.newJob(type)
        .withIdentity(name, room)
        .withDescription(description)
        .storeDurably()
        .build();
  }

  /**
   * Says how often; what was missed while no process ran is not made up for.
   *
   * @param job as {@link #job} made it
   * @param every how long from one time to the next
   * @return a trigger of the job's own name
   */
  public static Trigger every(JobDetail job, Duration every) {
    return TriggerBuilder.newTrigger()
        .forJob(job)
        .withIdentity(job.getKey().getName(), job.getKey().getGroup())
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(every.toMillis())
                .withMisfireHandlingInstructionNextWithRemainingCount()
                .repeatForever())
        .build();
  }
}
