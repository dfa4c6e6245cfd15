package dev.recado.ground.launch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A folder beside the jar where files are made before they are moved into place. One {@code unpack}
 * uses it at a time.
 *
 * <p>It is on the same file system as the target, so that a move is one step. Programs may also be
 * run there, which is not certain in the system's temporary folder.
 */
final class Workplace implements Closeable {

  private final Path folder;
  private final FileChannel lock;

  private Workplace(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Waits for another {@code unpack} to end, and removes what a killed one has left. */
  static Workplace beside(Unpacked unpacked) throws IOException {
    Path beside = Objects.requireNonNull(unpacked.packed().getParent());
    String name = "." + unpacked.folder().getFileName() + "-unpack";
    // The file stays: another process that has it open would lock a deleted file.
    FileChannel lock =
        FileChannel.open(
            beside.resolve(name + ".lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    try {
      lock.lock();
      for (Path left : leftIn(beside, name + "-")) {
        FileSystemUtils.deleteRecursively(left);
      }
      return new Workplace(Files.createTempDirectory(beside, name + "-"), lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static Iterable<Path> leftIn(Path beside, String beginning) throws IOException {
    try (Stream<Path> all = Files.list(beside)) {
      return all.filter(path -> path.getFileName().toString().startsWith(beginning)).toList();
    }
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Moves the old one away, if there is one, and puts the new one into its place. */
  void replace(Path place, Path fresh) throws IOException {
    if (Files.exists(place)) {
      Files.move(place, folder.resolve("old"));
    }
    Files.move(fresh, place);
  }

  @Override
  public void close() throws IOException {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } finally {
      lock.close();
    }
  }
}
