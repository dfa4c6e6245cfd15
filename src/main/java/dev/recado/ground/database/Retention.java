package dev.recado.ground.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One table that grows, whose old rows leave by a clean-up. The room that owns the table has the
 * bean and decides which rows are finished.
 */
public interface Retention {

  /** What people keep for one and the same time. The kinds leave in this order. */
  enum Kind {
    /** What was written in either direction, and how it was sent. */
    MESSAGES,
    /** What happened, and what flows decided. */
    EVENTS
  }

  /**
   * Names the kind of its rows.
   *
   * @return the same at each call
   */
  Kind kind();

  /**
   * Names the table.
   *
   * @return its name in PostgreSQL
   */
  String table();

  /**
   * Looks at the next rows, oldest first, and deletes those that are old and finished. Rows of
   * other tables that belong to one of them leave with it.
   *
   * @param older rows from before this time are old
   * @param after where the last batch ended, or null for the first one
   * @param atMost how many rows it looks at, and so how many of this table it deletes at most
   * @return how far it came
   */
  Batch delete(Instant older, @Nullable String after, int atMost);

  /**
   * What one batch did.
   *
   * @param looked how many rows it looked at
   * @param gone how many of them it deleted
   * @param position where it ended, or null if there are no older rows
   */
  record Batch(int looked, int gone, @Nullable String position) {}
}
