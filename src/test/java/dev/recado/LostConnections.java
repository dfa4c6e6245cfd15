package dev.recado;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds connections that a hub took from its pool and never gave back.
 *
 * <p>The pool logs a connection that is out for long, and logs again when it comes back. The two
 * lines are counted, and their order is ignored: two threads write them, so a connection that comes
 * back just then logs its return first.
 */
final class LostConnections {

  /** The logger of both lines; it logs returns with level INFO. */
  static final String LOGGER = "com.zaxxer.hikari.pool.ProxyLeakTask";

  private static final Pattern OUT =
      Pattern.compile("Connection leak detection triggered for (\\S+@\\w+)");

  private static final Pattern BACK =
      Pattern.compile("leaked connection (\\S+@\\w+) .*was returned to the pool");

  private LostConnections() {}

  /**
   * Reads a log.
   *
   * @param log the lines of one run of a hub that was stopped in an orderly way
   * @return the lines about connections that never came back; empty if all did
   */
  static List<String> in(String log) {
    Map<String, Integer> returns = new HashMap<>();
    List<String> lost = new ArrayList<>();
    for (String line : log.split("\n")) {
      Matcher back = BACK.matcher(line);
      if (back.find()) {
        returns.merge(back.group(1), 1, Integer::sum);
      }
    }
    for (String line : log.split("\n")) {
      Matcher out = OUT.matcher(line);
      if (out.find() && returns.merge(out.group(1), -1, Integer::sum) < 0) {
        lost.add(line);
      }
    }
    return lost;
  }
}
