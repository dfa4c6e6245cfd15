package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The hub's embedded PostgreSQL, as described in its pid file.
 *
 * @param password of the role {@code recado}
 */
record Postmaster(long pid, int port, String password) {

  /** Finds the server on the hub's data folder; there is none while it starts or once it ended. */
  static Optional<Postmaster> of(Path data) {
    try {
      Path cluster = data.resolve("postgres");
      var lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
      String password = Files.readString(cluster.resolve("recado.password"));
      return Optional.of(
          new Postmaster(Long.parseLong(lines.get(0)), Integer.parseInt(lines.get(3)), password));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Ends a server that its hub could not end: otherwise it would outlive the bench. */
  void stop() {
    Optional<ProcessHandle> process =
        ProcessHandle.of(pid).filter(p -> p.info().command().orElse("").contains("postgres"));
    if (process.isEmpty()) {
      return;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      System.err.println("PostgreSQL did not stop: pid " + pid);
    }
  }
}
