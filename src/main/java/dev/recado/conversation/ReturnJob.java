package dev.recado.conversation;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks each minute which conversations go back to the hub. */
@DisallowConcurrentExecution
final class ReturnJob implements Job {

  private static final Logger log = LoggerFactory.getLogger(ReturnJob.class);

  private static final int AT_ONCE = 500;

  private final HandOverTable handOvers;

  ReturnJob(HandOverTable handOvers) {
    this.handOvers = handOvers;
  }

  @Override
  public void execute(JobExecutionContext context) {
    int returned = handOvers.returnDue(AT_ONCE);
    if (returned > 0) {
      log.info("{} conversations went back to the hub, for their people were silent", returned);
    }
  }
}
