package dev.recado.ground.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked from the jar. */
final class PostgresPrograms {

  private static final Logger log = LoggerFactory.getLogger(PostgresPrograms.class);

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final int ANY_EXECUTE = 0111;

  private final Path home;

  private PostgresPrograms(Path home) {
    this.home = home;
  }

  /**
   * Unpacks the programs, unless that was done before.
   *
   * @param folder the target; the hub discards a folder that others could write into
   */
  static PostgresPrograms in(Path folder) throws IOException {
    if (OwnerOnly.folder(folder)) {
      empty(folder);
    }
    byte[] archive = archive();
    Path home = folder.resolve(hash(archive));
    if (!Files.isDirectory(home)) {
      unpack(archive, folder, home);
    }
    return new PostgresPrograms(home);
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path one : inside.toList()) {
        OwnerOnly.delete(one);
      }
    }
  }

  private static byte[] archive() throws IOException {
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system(), System.getProperty("os.arch"))) {
      return in.readAllBytes();
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("windows")) {
      return "Windows";
    }
    return name.contains("mac") ? "Darwin" : "Linux";
  }

  private static String hash(byte[] archive) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }

  /** Unpacked aside first: two processes may unpack at once, and either may be killed halfway. */
  private static void unpack(byte[] archive, Path folder, Path home) throws IOException {
    Path fresh = folder.resolve("new-" + UUID.randomUUID());
    OwnerOnly.folder(fresh);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, fresh);
      }
    }
    try {
      Files.move(fresh, home);
    } catch (IOException e) {
      OwnerOnly.delete(fresh);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path path = into.resolve(entry.getName()).normalize();
    if (!path.startsWith(into)) {
      throw new IOException(
          "The archive of PostgreSQL names a file outside it: " + entry.getName());
    }
    if (entry.isDirectory()) {
      OwnerOnly.folder(path);
      return;
    }
    OwnerOnly.folder(Objects.requireNonNull(path.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, into.resolve(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      if (OwnerOnly.posix(path)) {
        Files.setPosixFilePermissions(path, (entry.getMode() & ANY_EXECUTE) == 0 ? FILE : PROGRAM);
      }
    }
  }

  /**
   * Runs one of the programs to its end.
   *
   * @param limit how long it may take
   * @param input its standard input
   * @param program its name
   * @param arguments its arguments; no secrets, because other users of the machine see them
   * @return its output
   * @throws IOException if it fails; the message ends with the last lines of its output
   */
  String run(Duration limit, String input, String program, String... arguments) throws IOException {
    Path output = Files.createTempFile(home, program, ".out", OwnerOnly.file(home));
    try {
      Process process =
          new ProcessBuilder(command(root(output), program, arguments))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      feed(process, input);
      boolean ended = await(process, limit);
      String said = Files.readString(output, StandardCharsets.ISO_8859_1);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            program + (ended ? " failed: " : " took longer than " + limit + ": ") + lastOf(said));
      }
      return said;
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static void feed(Process process, String input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      log.debug(
          "A program of PostgreSQL ended before it read its whole input; its exit status says why");
    }
  }

  private static boolean await(Process process, Duration limit) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      process.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for PostgreSQL", e);
    }
  }

  private static String lastOf(String said) {
    List<String> lines = said.strip().lines().toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it does not run as root. */
  private List<String> command(boolean root, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static boolean root(Path ours) throws IOException {
    return system().equals("Linux") && Files.getAttribute(ours, "unix:uid").equals(0);
  }
}
