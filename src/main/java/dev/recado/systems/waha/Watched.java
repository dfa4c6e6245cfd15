package dev.recado.systems.waha;

import org.jspecify.annotations.Nullable;

/** What a link must know of its session; no method but {@link #refused} waits for anything. */
interface Watched {

  /** Why messages wait, in one line; null if they do not. */
  @Nullable String trouble();

  /** Whether one message may be tried although they wait, because nobody looks at the session. */
  default boolean mayTry() {
    return false;
  }

  /** Notes that WAHA has refused a message because of the session. */
  default void refused(String status) {}

  /** Registers a listener for the moment when messages need not wait any longer. */
  default void whenBack(Runnable listener) {}

  /** Forgets the listeners. */
  default void close() {}
}
