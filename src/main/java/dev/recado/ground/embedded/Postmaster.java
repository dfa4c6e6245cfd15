package dev.recado.ground.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The running server of a cluster, read from its pid file. */
record Postmaster(ProcessHandle process, String status) {

  private static final int STATUS_LINE = 7;

  /** Finds it; empty if the process of the pid file has ended or is another program by now. */
  static Optional<Postmaster> of(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    if (lines.isEmpty() || lines.get(0).isBlank()) {
      return Optional.empty();
    }
    String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        // A process that has ended but was not yet reaped has no command.
        .filter(process -> process.info().command().orElse("").contains("postgres"))
        .map(process -> new Postmaster(process, status));
  }

  /** Tells whether it takes connections. */
  boolean ready() {
    return status.equals("ready");
  }

  /** Tells whether it will take connections, and reads its log until then. */
  boolean starting() {
    return !ready() && !stopping();
  }

  /** Tells whether somebody has asked it to end: it takes no new connections any more. */
  boolean stopping() {
    return status.equals("stopping");
  }
}
