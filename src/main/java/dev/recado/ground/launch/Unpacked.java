package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The program unpacked beside its jar, in a folder of the same name.
 *
 * @param packed the jar
 * @param folder where it is, or would be
 */
record Unpacked(Path packed, Path folder) {

  private static final String ENDING = ".jar";

  /** Of the file that tells what was unpacked. */
  static final String MARK = ".mark";

  private static final int GROUP_OR_OTHERS_WRITE = 0022;

  /**
   * Names the folder of a jar; null where it could not be named like it. Links are followed: a link
   * that is set to the next version has that one's folder.
   */
  static @Nullable Unpacked of(Path jar) throws IOException {
    Path real = jar.toRealPath();
    String name = String.valueOf(real.getFileName());
    if (!name.endsWith(ENDING) || name.equals(ENDING)) {
      return null;
    }
    String bare = name.substring(0, name.length() - ENDING.length());
    return new Unpacked(real, real.resolveSibling(bare));
  }

  Path jar() {
    return folder.resolve(String.valueOf(packed.getFileName()));
  }

  Path archive() {
    return named(".jsa");
  }

  Path mark() {
    return named(MARK);
  }

  Path libraries() {
    return folder.resolve("lib");
  }

  /** JNA's own library, which it would unpack at each start. */
  Path nativeLibrary() {
    return folder.resolve(System.mapLibraryName("jnidispatch"));
  }

  private Path named(String ending) {
    return folder.resolve(folder.getFileName() + ending);
  }

  /** The same files in another folder, as they are before they are moved. */
  Unpacked at(Path other) {
    return new Unpacked(packed, other.resolve(String.valueOf(folder.getFileName())));
  }

  /**
   * Tells whether nobody could have put it there but root, this user, or the owner of the jar: it
   * will be run.
   */
  boolean trusted() throws IOException {
    List<Object> owners = List.of(0, owner(Path.of("/proc/self/")), owner(packed));
    for (Path path : parts()) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !trusted(path, owners)) {
        return false;
      }
    }
    return true;
  }

  private List<Path> parts() throws IOException {
    List<Path> parts =
        new ArrayList<>(List.of(folder, mark(), jar(), libraries(), nativeLibrary(), archive()));
    parts.addAll(libraryFiles());
    return parts;
  }

  private List<Path> libraryFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(libraries())) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(libraries())) {
        for (Path file : all) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /** Counts the bytes of the program's own jar and of its libraries, as many as there are. */
  long programBytes() throws IOException {
    long bytes = size(jar());
    for (Path file : libraryFiles()) {
      bytes += size(file);
    }
    return bytes;
  }

  /** Counts the bytes of the class-data archive; 0 where there is none. */
  long archiveBytes() throws IOException {
    return size(archive());
  }

  private static long size(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  private static Object owner(Path path) throws IOException {
    return Objects.requireNonNull(Files.getAttribute(path, "unix:uid"));
  }

  /** A link has all rights, and so is never trusted. */
  private static boolean trusted(Path path, List<Object> owners) throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Objects.requireNonNull(facts.get("mode"));
    return owners.contains(facts.get("uid")) && (mode & GROUP_OR_OTHERS_WRITE) == 0;
  }
}
