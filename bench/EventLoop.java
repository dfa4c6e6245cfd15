package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One thread for all sockets and timers of the bench: it costs little, and nothing needs a lock.
 */
final class EventLoop implements Runnable {

  /** A selector waits whole milliseconds; errors of half a millisecond cancel out. */
  private static final long TOLERANCE = TimeUnit.MICROSECONDS.toNanos(500);

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  private EventLoop(Selector selector) {
    this.selector = selector;
  }

  static EventLoop start() throws IOException {
    EventLoop loop = new EventLoop(Selector.open());
    Thread thread = new Thread(loop, "loop");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(EventLoop::giveUp);
    thread.start();
    return loop;
  }

  /** Without its loop the bench would wait for ever. */
  private static void giveUp(Thread thread, Throwable failure) {
    failure.printStackTrace();
    System.exit(2);
  }

  /** Runs a task soon on the loop's thread; any thread may call this. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs a task after a while; only the loop's thread may call this and the following methods. */
  void after(long nanos, Runnable task) {
    timers.add(new Timer(System.nanoTime() + nanos, task));
  }

  SelectionKey register(SelectableChannel channel, int interest, Runnable whenReady)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, whenReady);
  }

  @Override
  public void run() {
    while (true) {
      select();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      long now = System.nanoTime() + TOLERANCE;
      while (!timers.isEmpty() && timers.peek().at <= now) {
        timers.poll().task.run();
      }
    }
  }

  private void select() {
    try {
      selector.select(key -> ((Runnable) key.attachment()).run(), timeout());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long timeout() {
    if (timers.isEmpty()) {
      return 0;
    }
    long left = timers.peek().at - System.nanoTime() + TOLERANCE;
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
  }

  private record Timer(long at, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.compare(at, other.at);
    }
  }
}
