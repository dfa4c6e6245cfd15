package dev.recado.ground.launch;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Lays the program of a jar out as files, as Spring Boot's own tool does. */
final class Extraction {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

  private Extraction() {}

  /** Extracts aside and moves into place; a folder that unpack did not make is left alone. */
  static void of(Unpacked unpacked, Workplace workplace) throws IOException {
    if (Files.exists(unpacked.folder(), LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(unpacked.mark())) {
      throw new IOException(
          unpacked.folder() + " exists already and was not made by unpack; move it away");
    }
    Mark mark = Mark.of(unpacked.packed());
    Unpacked fresh = unpacked.at(workplace.resolve("program"));
    extract(fresh, workplace);
    copyNativeLibrary(fresh);
    if (!mark.equals(Mark.of(unpacked.packed()))) {
      throw new IOException("the jar was changed meanwhile; try again");
    }
    mark.with(fresh).write(fresh.mark());
    closeToOthers(fresh.folder());
    workplace.replace(unpacked.folder(), fresh.folder());
  }

  private static void extract(Unpacked fresh, Workplace workplace) throws IOException {
    ChildJvm child = new ChildJvm(Files.createDirectory(workplace.resolve("extraction")));
    Process process =
        child.start(
            List.of(
                "-Djarmode=tools",
                "-jar",
                fresh.packed().toString(),
                "extract",
                "--destination",
                fresh.folder().toString()),
            Map.of());
    try {
      if (process.waitFor() != 0 || !Files.isRegularFile(fresh.jar())) {
        throw new IOException(child.lastWords());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void copyNativeLibrary(Unpacked fresh) throws IOException {
    String name = fresh.nativeLibrary().getFileName().toString();
    try (InputStream library =
        Native.class.getResourceAsStream("/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + name)) {
      if (library != null) {
        Files.copy(library, fresh.nativeLibrary());
      }
    }
  }

  /**
   * Sets permissions regardless of the umask: all may read the program, and only its owner may
   * change what runs.
   */
  private static void closeToOthers(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.setPosixFilePermissions(path, Files.isDirectory(path) ? FOLDER : FILE);
      }
    }
  }
}
