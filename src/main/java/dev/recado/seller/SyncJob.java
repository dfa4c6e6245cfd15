package dev.recado.seller;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the CRMs from time to time who sells. */
@DisallowConcurrentExecution
class SyncJob implements Job {

  private static final Logger log = LoggerFactory.getLogger(SyncJob.class);

  private final SellerSync sync;

  SyncJob(SellerSync sync) {
    this.sync = sync;
  }

  @Override
  public void execute(JobExecutionContext context) {
    try {
      sync.run();
    } catch (RuntimeException e) {
      // The sellers are as they were, and are asked for again next time.
      log.warn("The sellers could not be synchronised: {}", e.getMessage());
    }
  }
}
