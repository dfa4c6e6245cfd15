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

  /** The name of the file that tells what was unpacked. */
  static final String MARK = ".mark";

  private static final int GROUP_OR_OTHERS_WRITE = 0022;

  /**
   * Names the folder of a jar; null if the jar's name gives none. Links are followed: a link that
   * points to the next version leads to the folder of that version.
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

  /** JNA's own library; JNA would otherwise unpack it at each start. */
  Path nativeLibrary() {
    return folder.resolve(System.mapLibraryName("jnidispatch"));
  }

  private Path named(String ending) {
    return folder.resolve(folder.getFileName() + ending);
  }

  /** The same files in another folder, before they are moved. */
  Unpacked at(Path other) {
    return new Unpacked(packed, other.resolve(String.valueOf(folder.getFileName())));
  }

  /**
   * Tells whether only root, this user or the owner of the jar could have put it there. That
   * matters because it will be run.
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

  /** Counts the bytes of the program's own jar and of the libraries that exist. */
  long programBytes() throws IOException {
    long bytes = size(jar());
    for (Path file : libraryFiles()) {
      bytes += size(file);
    }
    return bytes;
  }

  /** Counts the bytes of the class-data archive; 0 if there is none. */
  long archiveBytes() throws IOException {
    return size(archive());
  }

  private static long size(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  private static Object owner(Path path) throws IOException {
    return Objects.requireNonNull(Files.getAttribute(path, "unix:uid"));
  }

  /** Anybody may change what a link points to, so a link is never trusted. */
  private static boolean trusted(Path path, List<Object> owners) throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Objects.requireNonNull(facts.get("mode"));
    return owners.contains(facts.get("uid")) && (mode & GROUP_OR_OTHERS_WRITE) == 0;
  }
}
