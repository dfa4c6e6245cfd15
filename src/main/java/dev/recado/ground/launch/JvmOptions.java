package dev.recado.ground.launch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The options that the hub gives its own JVM, as far as the user has not decided otherwise. */
final class JvmOptions {

  /**
   * The garbage collector. The pom (recado.jvm.options) and the Dockerfile set the same one.
   *
   * <p>It is the serial one: the hub needs some 150 MB, and with G1 the process takes half as much
   * memory again under load, at the same speed (docs/performance.md).
   */
  static final String COLLECTOR = "-XX:+UseSerialGC";

  /**
   * The compiler on a small machine. The Dockerfile sets the same, {@code spring-boot:run} its own.
   *
   * <p>Java's second compiler takes a quarter of two processors in the first minutes, when they are
   * needed most. Its code is a fifth faster only after a long time of full load
   * (docs/performance.md).
   */
  static final String COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * The room for compiled code. The pom (recado.jvm.options) and the Dockerfile set the same.
   *
   * <p>With the quick compiler alone the JVM reserves 48 MB. A hub fills that when flows are saved
   * a few times, and then any call may fail for lack of room. The memory is taken as it is needed.
   */
  static final String CODE = "-XX:ReservedCodeCacheSize=240m";

  /** A machine with at most this many processors is a small one. */
  private static final int SMALL = 2;

  /** From JDK 24 on, the unified logging reports archives under this name, too. */
  private static final int AOT_LOG = 24;

  private static final Set<String> HEAP_SIZES =
      Set.of("-Xms", "-Xmx", "-Xmn", "InitialHeapSize", "MinHeapSize", "MaxHeapSize", "NewSize");

  private static final Set<String> COMPILERS =
      Set.of("TieredStopAtLevel", "TieredCompilation", "CompilationMode");

  private JvmOptions() {}

  /**
   * The options for a machine.
   *
   * @param processors of this process, as the JVM counts them
   */
  static List<String> tuning(int processors) {
    return processors > SMALL ? List.of(COLLECTOR, CODE) : List.of(COLLECTOR, CODE, COMPILER);
  }

  /** An archive that does not fit costs only time, so the JVM need not report it at each start. */
  static List<String> sharing() {
    List<String> options = new ArrayList<>(List.of("-Xshare:auto", "-Xlog:cds=off"));
    options.add("-Xlog:cds+dynamic=off");
    if (Runtime.version().feature() >= AOT_LOG) {
      options.add("-Xlog:aot=off");
    }
    return options;
  }

  /**
   * Leaves out the options that the user has decided. Order alone is not enough: the JVM does not
   * start with two collectors, or with an initial heap above the limit.
   */
  static List<String> yielding(List<String> ours, List<String> theirs) {
    Set<String> decided = new HashSet<>();
    for (String option : theirs) {
      decided.add(matter(option));
    }
    List<String> left = new ArrayList<>();
    for (String option : ours) {
      if (option.startsWith("-Xlog") || !decided.contains(matter(option))) {
        left.add(option);
      }
    }
    return left;
  }

  /**
   * The subject of an option: all collectors are one subject, all compilers are one, and all sizes
   * of the heap.
   */
  private static String matter(String option) {
    String name = name(option);
    if (name.startsWith("Use") && name.endsWith("GC")) {
      return "collector";
    }
    if (COMPILERS.contains(name)) {
      return "compiler";
    }
    return HEAP_SIZES.contains(name) || name.endsWith("RAMPercentage") ? "heap" : name;
  }

  private static String name(String option) {
    if (option.startsWith("-Xm")) {
      return option.substring(0, Math.min(option.length(), 4));
    }
    if (!option.startsWith("-XX:")) {
      int colon = option.indexOf(':');
      return colon < 0 ? option : option.substring(0, colon);
    }
    int from = option.startsWith("+", 4) || option.startsWith("-", 4) ? 5 : 4;
    int to = option.indexOf('=');
    return option.substring(from, to < 0 ? option.length() : to);
  }
}
