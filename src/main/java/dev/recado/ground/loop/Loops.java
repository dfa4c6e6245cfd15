package dev.recado.ground.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** All loops of this process. */
public final class Loops {

  /** A loop that does not get on for so long is ill. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<Loop> all = new CopyOnWriteArrayList<>();
  private final LongSupplier nanos;

  /** Makes an empty list on the machine's own clock. */
  public Loops() {
    this(System::nanoTime);
  }

  /**
   * Makes an empty list on a clock of its own.
   *
   * @param nanos a time that only goes forward, such as {@link System#nanoTime}
   */
  public Loops(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Adds a loop that is ill after {@link #LIMIT}.
   *
   * @param name what its thread, its gauge and the log call it
   * @return not yet begun
   */
  public Loop add(String name) {
    return add(name, LIMIT);
  }

  /**
   * Adds a loop.
   *
   * @param name what its thread, its gauge and the log call it
   * @param limit how long one round may take
   * @return not yet begun
   */
  public Loop add(String name, Duration limit) {
    Loop loop = new Loop(name, limit, nanos);
    all.add(loop);
    return loop;
  }

  /** Tells whether one of them has stood still for longer than it may. */
  public boolean stalled() {
    return all.stream().anyMatch(loop -> loop.status().tooLong());
  }

  /** Tells how each is doing, in the order in which they were added. */
  public List<Loop.Status> statuses() {
    return all.stream().map(Loop::status).toList();
  }

  /** Tells the log what has come to stand still since the last call, and what goes on again. */
  public void tell() {
    all.forEach(Loop::tell);
  }
}
