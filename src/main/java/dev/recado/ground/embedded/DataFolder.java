package dev.recado.ground.embedded;

import dev.recado.ground.process.StartupProblem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the embedded servers. Other users cannot read it, and a file lock lets one hub at a
 * time use it.
 */
final class DataFolder implements Closeable {

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the folder and creates it if it is missing; the lock ends with this process. */
  static DataFolder take(Path folder) {
    return ifFree(folder).orElseThrow(() -> inUse(folder.toAbsolutePath().normalize()));
  }

  /** Takes the folder like {@link #take}; empty if a hub has it. */
  static Optional<DataFolder> ifFree(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      Path programs = path.resolve("bin");
      boolean anybodys = OwnerOnly.othersWrite(programs);
      OwnerOnly.folder(path);
      channel =
          FileChannel.open(
              path.resolve("hub.lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.file(path));
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      if (anybodys) {
        // Earlier versions left the folder open to others, and the hub would run the programs in
        // it.
        OwnerOnly.delete(programs);
      }
      return Optional.of(new DataFolder(path, channel, lock));
    } catch (IOException e) {
      close(channel, e);
      throw new StartupProblem(
          "The data folder " + path + " cannot be used: " + e.getMessage(),
          "Make it writable, or set RECADO_DATA to a folder that is.",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static StartupProblem inUse(Path path) {
    return new StartupProblem(
        "Another Recado is running on the data folder " + path + ".",
        "Stop it first, or set RECADO_DATA to another folder (and PORT to another port).");
  }

  private static void close(@Nullable FileChannel channel, IOException because) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        because.addSuppressed(e);
      }
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
