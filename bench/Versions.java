package bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The states of the routes folder, and which of them the messages show.
 *
 * <p>A message that shows two states comes from a run that was half old, half new.
 */
final class Versions {

  private static final Pattern MARK = Pattern.compile(RouteTexts.MARK);

  /** A state of the folder: whether its flow is valid, and its template and Kamelet. */
  private static final class State {
    private final boolean good;
    private final int template;
    private final int kamelet;
    private long savedAt;
    private long firstSeen;

    private State(boolean good, int template, int kamelet) {
      this.good = good;
      this.template = template;
      this.kamelet = kamelet;
    }

    private boolean has(int template, int kamelet) {
      return this.template == template && this.kamelet == kamelet;
    }
  }

  private final TreeMap<Integer, State> states = new TreeMap<>();
  private int mixed;
  private int behind;
  private int broken;
  private int wentBack;
  private String example = "";

  /**
   * Call this before the files change; {@link #saved} follows.
   *
   * @param template the version of the template; for a good save that of the state itself
   */
  synchronized void saving(int version, boolean good, int template, int kamelet) {
    states.put(version, new State(good, template, kamelet));
  }

  synchronized void saved(int version) {
    states.get(version).savedAt = System.nanoTime();
  }

  /**
   * Takes a message.
   *
   * @param postedAt when its webhook was posted
   * @return what is wrong with it, or an empty text
   */
  synchronized String seen(String text, long postedAt, long at) {
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      broken++;
      return note("a message without versions");
    }
    int version = Integer.parseInt(mark.group(1));
    State state = states.get(version);
    if (state == null || !state.good) {
      broken++;
      return note("a message of a broken save: " + mark.group());
    }
    int template = Integer.parseInt(mark.group(3));
    int kamelet = Integer.parseInt(mark.group(4));
    if (!mark.group(2).equals(mark.group(1)) || !isAllowed(version, template, kamelet)) {
      mixed++;
      return note("a message of several states: " + mark.group());
    }
    behind += version == template ? 0 : 1;
    if (state.firstSeen == 0) {
      state.firstSeen = at;
    }
    if (isOlderThanBefore(version, postedAt)) {
      wentBack++;
      return note("a message of an older state than one before: " + mark.group());
    }
    return "";
  }

  /**
   * Tells whether the hub may run these versions together in one state of the folder: the state's
   * own good flow, or, if its flow is a mistake, an earlier flow with the current template and
   * Kamelet.
   */
  private boolean isAllowed(int flow, int template, int kamelet) {
    return states.get(flow).has(template, kamelet)
        || states.tailMap(flow, false).values().stream()
            .anyMatch(later -> !later.good && later.has(template, kamelet));
  }

  /** A webhook posted after a newer state has appeared must not run in an older one. */
  private boolean isOlderThanBefore(int version, long postedAt) {
    return states.tailMap(version, false).values().stream()
        .anyMatch(newer -> newer.firstSeen != 0 && newer.firstSeen < postedAt);
  }

  private String note(String wrong) {
    if (example.isEmpty()) {
      example = wrong;
    }
    return wrong;
  }

  synchronized int mixed() {
    return mixed;
  }

  /**
   * Counts messages from a flow older than its template, because a mistake was saved in between.
   */
  synchronized int behind() {
    return behind;
  }

  synchronized int broken() {
    return broken;
  }

  synchronized int wentBack() {
    return wentBack;
  }

  /** Reports the first wrong message. */
  synchronized String example() {
    return example;
  }

  /** Counts the saves, without the state at the hub's start. */
  synchronized int saves(boolean good) {
    return (int) states.tailMap(1, false).values().stream().filter(s -> s.good == good).count();
  }

  /** Counts the good saves that a message showed. */
  synchronized int ran() {
    return (int) states.tailMap(1, false).values().stream().filter(s -> s.firstSeen != 0).count();
  }

  synchronized boolean lastRuns() {
    return states.lastEntry().getValue().firstSeen != 0;
  }

  /** The times from each good save to its first message. */
  synchronized Latencies untilSeen() {
    return new Latencies(
        LongStream.of(
            states.tailMap(1, false).values().stream()
                .filter(state -> state.firstSeen != 0)
                .mapToLong(state -> state.firstSeen - state.savedAt)
                .toArray()));
  }

  /** The time from the last good save to its first message; NaN if there is none yet. */
  synchronized Latencies untilLastSeen() {
    Map.Entry<Integer, State> last = states.lastEntry();
    return new Latencies(
        last.getValue().firstSeen == 0
            ? LongStream.empty()
            : LongStream.of(last.getValue().firstSeen - last.getValue().savedAt));
  }
}
