package dev.recado.spine.alert;

import java.time.Instant;
import java.util.List;

/**
 * Looks for one kind of condition. Everything comes from PostgreSQL, so that all hubs find the
 * same.
 */
interface Watch {

  /**
   * Looks once, in the transaction of the look.
   *
   * @param now the time of the look
   * @return the conditions that hold now; empty also if this kind is off
   */
  List<Condition> look(Instant now);
}
