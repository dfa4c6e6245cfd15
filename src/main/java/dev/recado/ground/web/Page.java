package dev.recado.ground.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param items the rows of the page
 * @param next the {@code before} of the following page, or null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

  private static final int MOST = 500;

  /**
   * Checks the parameter {@code limit}.
   *
   * @param asked how many rows the caller asks for
   * @return the same
   * @throws Refusal with 400 if it is not between 1 and 500
   */
  public static int limit(int asked) {
    if (asked < 1 || asked > MOST) {
      throw Refusal.badRequest("The parameter 'limit' must be between 1 and " + MOST + ".");
    }
    return asked;
  }

  /** Makes a page from the result of a query that asked for one row more than the limit. */
  public static <R, T> Page<T> of(
      List<R> found, int limit, Function<R, T> view, Function<R, String> cursor) {
    boolean more = found.size() > limit;
    List<R> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
  }
}
