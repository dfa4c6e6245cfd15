package dev.recado.ground.launch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the hub gives its own JVM, and where that gives way to what the user has said. */
final class JvmOptions {

  /**
   * The garbage collector. The pom (recado.jvm.options) and the Dockerfile have the same.
   *
   * <p>The serial one: the hub lives on some 150 MB, and with G1 the process takes half as much
   * memory again under load, for the same pace (docs/performance.md).
   */
  static final String COLLECTOR = "-XX:+UseSerialGC";

  /**
   * The compiler of a small machine. The Dockerfile has the same, {@code spring-boot:run} its own.
   *
   * <p>Java's second compiler takes a quarter of two processors in the first minutes, when they are
   * needed most; what it makes is worth a fifth more after long full load (docs/performance.md).
   */
  static final String COMPILER = "-XX:TieredStopAtLevel=1";

  /** Up to so many processors a machine is a small one. */
  private static final int SMALL = 2;

  /** The unified logging of JDK 24 and later tells of archives under this name, too. */
  private static final int AOT_LOG = 24;

  private static final Set<String> HEAP_SIZES =
      Set.of("-Xms", "-Xmx", "-Xmn", "InitialHeapSize", "MinHeapSize", "MaxHeapSize", "NewSize");

  private static final Set<String> COMPILERS =
      Set.of("TieredStopAtLevel", "TieredCompilation", "CompilationMode");

  private JvmOptions() {}

  /**
   * What serves the hub on a machine.
   *
   * @param processors of this process, as the JVM counts them
   */
  static List<String> tuning(int processors) {
    return processors > SMALL ? List.of(COLLECTOR) : List.of(COLLECTOR, COMPILER);
  }

  /** An archive that does not fit costs time only: nobody needs to read of it at each start. */
  static List<String> sharing() {
    List<String> options = new ArrayList<>(List.of("-Xshare:auto", "-Xlog:cds=off"));
    options.add("-Xlog:cds+dynamic=off");
    if (Runtime.version().feature() >= AOT_LOG) {
      options.add("-Xlog:aot=off");
    }
    return options;
  }

  /**
   * Leaves out what the user has decided. To come first is not enough: the JVM refuses to start
   * with two collectors, or with a heap that begins above its limit.
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
   * What an option decides: all collectors are one matter, all compilers, all sizes of the heap.
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
