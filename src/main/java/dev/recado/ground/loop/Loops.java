package dev.recado.ground.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** All loops of this process. */
public final class Loops {

  /** A loop without progress for longer than this is stalled. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<Loop> all = new CopyOnWriteArrayList<>();
  private final LongSupplier nanos;

  /** Creates an empty list on the machine's own clock. */
  public Loops() {
    this(System::nanoTime);
  }

  /**
   * Creates an empty list on another clock.
   *
   * @param nanos a time that only goes forward, such as {@link System#nanoTime}
   */
  public Loops(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Adds a loop that counts as stalled after {@link #LIMIT}.
   *
   * @param name the name of its thread, of its gauge and in the log
   * @return the loop, not yet started
   */
  public Loop add(String name) {
    return add(name, LIMIT);
  }

  /**
   * Adds a loop.
   *
   * @param name the name of its thread, of its gauge and in the log
   * @param limit how long one round may take
   * @return the loop, not yet started
   */
  public Loop add(String name, Duration limit) {
    Loop loop = new Loop(name, limit, nanos);
    all.add(loop);
    return loop;
  }

  /** Tells whether a loop has stood still for longer than it may. */
  public boolean stalled() {
    return all.stream().anyMatch(loop -> loop.status().tooLong());
  }

  /** Tells how each is doing, in the order in which they were added. */
  public List<Loop.Status> statuses() {
    return all.stream().map(Loop::status).toList();
  }

  /** Logs each loop that has stalled since the last call, and each that goes on again. */
  public void tell() {
    all.forEach(Loop::tell);
  }
}
