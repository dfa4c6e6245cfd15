package bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The states that the routes folder was in, and what the messages tell of them.
 *
 * <p>A message that tells of two states at once comes of a run that was half old, half new.
 */
final class Versions {

  private static final Pattern MARK = Pattern.compile(RouteTexts.MARK);

  /** A state of the folder: whether its flow is right, and which template and Kamelet it has. */
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
   * To be told before the files are touched; {@link #saved} follows.
   *
   * @param template the version of the template; that of the state itself where all is right
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
   * @param postedAt when the webhook was posted that led to it
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
   * Says whether one state of the folder makes the hub run these together: its own good flow, or,
   * where its flow is a mistake, an earlier one beside the template and the Kamelet as they are.
   */
  private boolean isAllowed(int flow, int template, int kamelet) {
    return states.get(flow).has(template, kamelet)
        || states.tailMap(flow, false).values().stream()
            .anyMatch(later -> !later.good && later.has(template, kamelet));
  }

  /** What was posted after a newer state had shown itself must not run in an older one. */
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

  /** Counts messages of a flow older than its template, since a mistake was saved in between. */
  synchronized int behind() {
    return behind;
  }

  synchronized int broken() {
    return broken;
  }

  synchronized int wentBack() {
    return wentBack;
  }

  /** Tells of the first message with which something was wrong. */
  synchronized String example() {
    return example;
  }

  /** Counts the saves, without the state that the hub started with. */
  synchronized int saves(boolean good) {
    return (int) states.tailMap(1, false).values().stream().filter(s -> s.good == good).count();
  }

  /** Counts the good saves of which a message told. */
  synchronized int ran() {
    return (int) states.tailMap(1, false).values().stream().filter(s -> s.firstSeen != 0).count();
  }

  synchronized boolean lastRuns() {
    return states.lastEntry().getValue().firstSeen != 0;
  }

  /** From each good save to the first message that tells of it. */
  synchronized Latencies untilSeen() {
    return new Latencies(
        LongStream.of(
            states.tailMap(1, false).values().stream()
                .filter(state -> state.firstSeen != 0)
                .mapToLong(state -> state.firstSeen - state.savedAt)
                .toArray()));
  }

  /** From the last good save to its first message; none yet is NaN. */
  synchronized Latencies untilLastSeen() {
    Map.Entry<Integer, State> last = states.lastEntry();
    return new Latencies(
        last.getValue().firstSeen == 0
            ? LongStream.empty()
            : LongStream.of(last.getValue().firstSeen - last.getValue().savedAt));
  }
}
