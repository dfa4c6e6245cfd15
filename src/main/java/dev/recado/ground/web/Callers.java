package dev.recado.ground.web;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Tells of those who called whether they may still hear the rest of a long answer. */
public interface Callers {

  /**
   * Tells whether a caller's session goes on. It may be asked every second.
   *
   * @param caller who made the request, or null where nobody is known
   * @return false once the session was ended; true for callers without one
   */
  boolean remain(@Nullable Principal caller);
}
