package dev.recado.agenda;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Ends appointments whose time is over, and sees to it that nobody is reminded of begun ones. */
@DisallowConcurrentExecution
class AppointmentsOver implements Job {

  private static final Logger log = LoggerFactory.getLogger(AppointmentsOver.class);

  private final AppointmentBook book;

  AppointmentsOver(AppointmentBook book) {
    this.book = book;
  }

  @Override
  public void execute(JobExecutionContext context) {
    try {
      book.tidy();
    } catch (DataAccessException | TransactionException e) {
      // The next run, in a minute, finds the same and more.
      log.warn("Appointments could not be ended: {}", e.getMessage());
    }
  }
}
