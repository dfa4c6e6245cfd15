package dev.recado.spine.camel;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes that run now; whoever begins with one generation ends with it.
 *
 * <p>Exchanging them makes nobody wait: new runs begin in the new generation, and the old one ends
 * after its last run.
 */
public final class Routes implements AutoCloseable {

  private final ThreadLocal<@Nullable Generation> entered = new ThreadLocal<>();
  private volatile @Nullable Generation current;

  /**
   * Does something with one generation, whatever is saved meanwhile; what is sent from within goes
   * to the same one.
   *
   * @param work with the generation of the calling thread's outer run, else the current one
   * @return what the work returns
   * @throws IllegalStateException before the routes have been loaded
   */
  public <T extends @Nullable Object> T with(Function<Generation, T> work) {
    Generation outer = entered.get();
    if (outer != null) {
      return work.apply(outer);
    }
    Generation generation = enter();
    try {
      return in(generation, work);
    } finally {
      generation.leave();
    }
  }

  /**
   * Does something with a generation of one's own choice.
   *
   * @param generation that the caller keeps open
   * @param work what to do
   * @return what the work returns
   */
  public <T extends @Nullable Object> T in(Generation generation, Function<Generation, T> work) {
    Generation outer = entered.get();
    entered.set(generation);
    try {
      return work.apply(generation);
    } finally {
      if (outer == null) {
        entered.remove();
      } else {
        entered.set(outer);
      }
    }
  }

  /**
   * Lets another thread work in the generation of the calling one.
   *
   * @param work what the other thread is to do
   * @return the same, done in the calling thread's generation if it is in one
   */
  public <T> Callable<T> carried(Callable<T> work) {
    Generation generation = entered.get();
    return generation == null ? work : () -> carry(generation, work);
  }

  private <T> T carry(Generation generation, Callable<T> work) throws Exception {
    Generation outer = entered.get();
    entered.set(generation);
    try {
      return work.call();
    } finally {
      if (outer == null) {
        entered.remove();
      } else {
        entered.set(outer);
      }
    }
  }

  private Generation enter() {
    while (true) {
      Generation generation = current;
      if (generation == null) {
        throw new IllegalStateException("The routes have not been loaded yet");
      }
      if (generation.enter()) {
        return generation;
      }
    }
  }

  /**
   * Sends to a route and waits for its end.
   *
   * @param uri such as {@code direct:connector-waha}
   * @param pattern whether an answer is wanted
   * @param filling puts body and variables in
   * @return the exchange, with the failure where there was one
   */
  public Exchange send(String uri, ExchangePattern pattern, Consumer<Exchange> filling) {
    return with(generation -> generation.send(uri, pattern, filling));
  }

  /**
   * Puts another generation in the place of the current one.
   *
   * @param next runs begin in it from now on
   */
  public synchronized void replace(Generation next) {
    Generation before = current;
    current = next;
    if (before != null) {
      before.leave();
    }
  }

  /**
   * Tells what runs now.
   *
   * @return null before the routes have been loaded
   */
  public @Nullable Generation current() {
    return current;
  }

  /**
   * Tells whether anybody takes what is sent to {@code direct:<name>}.
   *
   * @param name an event type, or the id of a sub-flow
   */
  public boolean listensOn(String name) {
    Generation generation = current;
    return generation != null && generation.listensOn(name);
  }

  /**
   * Tells whether any route runs.
   *
   * @return false before the files have been read, and where none of them could be
   */
  public boolean loaded() {
    Generation generation = current;
    return generation != null && generation.loaded();
  }

  /**
   * Tells which files of the current generation were left out, and why.
   *
   * @return reasons by file name, empty where all is well
   */
  public Map<String, String> broken() {
    Generation generation = current;
    return generation == null ? Map.of() : generation.broken();
  }

  @Override
  public synchronized void close() {
    Generation last = current;
    if (last != null) {
      last.close();
    }
  }
}
