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
 * A folder beside the jar in which things are made before they are moved into place, for one {@code
 * unpack} at a time.
 *
 * <p>It is on the same file system, so that moving is one step, and one on which programs may be
 * run, which is not sure of the system's temporary folder.
 */
final class Workplace implements Closeable {

  private final Path folder;
  private final FileChannel lock;

  private Workplace(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Waits for another {@code unpack} to end, and clears away what a killed one has left. */
  static Workplace beside(Unpacked unpacked) throws IOException {
    Path beside = Objects.requireNonNull(unpacked.packed().getParent());
    String name = "." + unpacked.folder().getFileName() + "-unpack";
    // The file stays: one that is deleted would keep nobody out who has it open.
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

  /** Takes what is there out of the way, if anything is, and puts the new one into its place. */
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
