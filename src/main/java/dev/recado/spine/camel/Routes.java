package dev.recado.spine.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes that run now. A run that begins in one generation ends in it.
 *
 * <p>Replacing the routes makes no run wait: new runs begin in the new generation, and the old one
 * ends after its last run.
 */
public final class Routes implements AutoCloseable {

  private final ThreadLocal<@Nullable Generation> entered = new ThreadLocal<>();
  private volatile @Nullable Generation current;

  /**
   * Works with one generation, whatever is saved in the meantime. Messages that the work sends go
   * to the same generation.
   *
   * @param work takes the generation of the calling thread's outer run, or else the current one
   * @return what the work returns
   * @throws IllegalStateException if the routes have not been loaded yet
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
   * Works with a given generation.
   *
   * @param generation a generation that the caller keeps open
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
   * Lets another thread work in the generation of the calling thread.
   *
   * @param work the work of the other thread
   * @return the same work, bound to the calling thread's generation if it is in one
   */
  public <T> Callable<T> carried(Callable<T> work) {
    Generation generation = entered.get();
    return generation == null ? work : bound(generation, work);
  }

  /**
   * Lets work of any thread happen in a given generation.
   *
   * @param generation a generation that the caller keeps open
   * @param work what to do
   * @return the same work, bound to that generation
   */
  public <T> Callable<T> bound(Generation generation, Callable<T> work) {
    return () -> carry(generation, work);
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

  /**
   * Finds what a {@link RoutePart} has put into the generation of the calling thread's run, or else
   * into the current one.
   *
   * @param type the type under which the part has put it
   * @return empty if the routes have not been loaded yet, or no part has put one
   */
  public <T> Optional<T> part(Class<T> type) {
    Generation outer = entered.get();
    Generation generation = outer == null ? current : outer;
    return generation == null ? Optional.empty() : Optional.ofNullable(generation.part(type));
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
   * Sends a message to a route and waits until the route ends.
   *
   * @param uri such as {@code direct:connector-waha}
   * @param pattern whether an answer is wanted
   * @param filling sets the body and the variables
   * @return the exchange, with its exception if the route failed
   */
  public Exchange send(String uri, ExchangePattern pattern, Consumer<Exchange> filling) {
    return with(generation -> generation.send(uri, pattern, filling));
  }

  /**
   * Replaces the current generation.
   *
   * @param next the generation in which new runs begin
   */
  public synchronized void replace(Generation next) {
    Generation before = current;
    current = next;
    if (before != null) {
      before.leave();
    }
  }

  /**
   * Returns the current generation.
   *
   * @return null if the routes have not been loaded yet
   */
  public @Nullable Generation current() {
    return current;
  }

  /**
   * Tells whether a route takes messages that are sent to {@code direct:<name>}.
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
   * @return false before the files have been read, and if none could be loaded
   */
  public boolean loaded() {
    Generation generation = current;
    return generation != null && generation.loaded();
  }

  /**
   * Returns the files that the current generation left out, with the reasons.
   *
   * @return reasons by file name; empty if there are none
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
