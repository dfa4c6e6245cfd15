package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine's cost of a run, read from Linux's {@code /proc}; NaN elsewhere.
 *
 * <p>PostgreSQL has a process for each connection. Ended processes are included in the postmaster's
 * times of its children. Shared memory is counted once, a part for each process (Pss).
 */
final class Usage {

  /** CPU seconds so far. */
  record Cpu(double jvm, double postgres, double bench) {
    Cpu since(Cpu earlier) {
      return new Cpu(jvm - earlier.jvm, postgres - earlier.postgres, bench - earlier.bench);
    }
  }

  private static final boolean LINUX = Files.exists(Path.of("/proc/self/stat"));

  /** USER_HZ, the same on every Linux that runs a JVM. */
  private static final double TICKS_A_SECOND = 100;

  /** The positions of utime, stime, cutime and cstime after the command's name. */
  private static final int OWN_TIMES = 11;

  private static final int CHILDREN_TIMES = 13;

  private final long hub;
  private final Postmaster postmaster;
  private long mostJvm;
  private long mostPostgres;

  Usage(Hub hub, Postmaster postmaster) {
    this.hub = hub.pid();
    this.postmaster = postmaster;
  }

  Cpu cpu() {
    double postgres = postgres().mapToDouble(pid -> seconds(pid, OWN_TIMES)).sum();
    return new Cpu(
        seconds(hub, OWN_TIMES),
        postgres + seconds(postmaster.pid(), CHILDREN_TIMES),
        seconds(ProcessHandle.current().pid(), OWN_TIMES));
  }

  /** Reads the memory; the report shows the highest value. */
  void sampleMemory() {
    mostJvm = Math.max(mostJvm, kilobytes(hub, "status", "VmRSS:"));
    mostPostgres =
        Math.max(
            mostPostgres, postgres().mapToLong(p -> kilobytes(p, "smaps_rollup", "Pss:")).sum());
  }

  double jvmMegabytes() {
    return megabytes(mostJvm);
  }

  double postgresMegabytes() {
    return megabytes(mostPostgres);
  }

  private static double megabytes(long kilobytes) {
    return kilobytes == 0 ? Double.NaN : kilobytes / 1024.0;
  }

  private Stream<Long> postgres() {
    Stream<Long> children =
        ProcessHandle.of(postmaster.pid()).stream()
            .flatMap(ProcessHandle::children)
            .map(ProcessHandle::pid);
    return Stream.concat(Stream.of(postmaster.pid()), children);
  }

  private static double seconds(long pid, int field) {
    if (!LINUX) {
      return Double.NaN;
    }
    for (String stat : lines(pid, "stat")) {
      // The command's name is in parentheses and may hold anything, parentheses too.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS_A_SECOND;
    }
    return 0;
  }

  private static long kilobytes(long pid, String file, String label) {
    return lines(pid, file).stream()
        .filter(line -> line.startsWith(label))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** A process that ended a moment ago has no lines; its CPU time is with its parent by then. */
  private static List<String> lines(long pid, String file) {
    try {
      return Files.readAllLines(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return List.of();
    }
  }
}
