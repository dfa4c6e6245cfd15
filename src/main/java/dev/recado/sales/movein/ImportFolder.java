package dev.recado.sales.movein;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one import, which only the hub's user can read, for as long as it lasts.
 *
 * <p>A lock is held meanwhile. The system drops it when the process is killed, so that the next
 * start knows the folders that nobody needs, and deletes the customers' data in them.
 */
final class ImportFolder implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(ImportFolder.class);

  private static final String PREFIX = "recado-import";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;
  private final List<Path> written = new ArrayList<>();

  private ImportFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** The folder for temporary files of this machine. */
  static Path usual() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  static ImportFolder in(Path where) throws IOException {
    Path folder = Files.createTempDirectory(where, PREFIX);
    FileChannel channel = open(folder);
    channel.lock();
    return new ImportFolder(folder, channel);
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  Path write(byte[] bytes) throws IOException {
    Path path = folder.resolve("" + written.size());
    written.add(path);
    return Files.write(path, bytes);
  }

  @Override
  public void close() throws IOException {
    for (Path path : written) {
      Files.deleteIfExists(path);
    }
    lock.close();
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
  }

  /** Deletes what killed processes have left behind. */
  static void sweep(Path where) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(where, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(folder)) {
          sweepOne(folder);
        }
      }
    } catch (IOException e) {
      log.warn("Files of earlier imports in {} cannot be looked for: {}", where, e.getMessage());
    }
  }

  private static void sweepOne(Path folder) {
    try {
      if (isLeft(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            Files.deleteIfExists(file);
          }
        }
        Files.deleteIfExists(folder);
        log.info("Deleted {}, which an import had left behind", folder);
      }
    } catch (IOException e) {
      log.warn("{}, which an import has left behind, cannot be deleted: {}", folder, e.toString());
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    try (FileChannel channel = open(folder);
        FileLock mine = channel.tryLock()) {
      return mine != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }
}
