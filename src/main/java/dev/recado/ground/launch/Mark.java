package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Tells from which jar a folder was unpacked, and by which JVM.
 *
 * @param size of the jar
 * @param modified when the jar was last written, in milliseconds
 * @param jvm its version; only the same version can use a class-data archive
 * @param program the size in bytes of all unpacked files; a folder with a part missing is not run
 * @param archive the size in bytes of the class-data archive, 0 for none; a truncated archive would
 *     end the JVM
 */
record Mark(long size, long modified, String jvm, long program, long archive) {

  private static final int LINES = 5;

  /** Describes a jar in its present state, and the running JVM. */
  static Mark of(Path jar) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
    return new Mark(facts.size(), facts.lastModifiedTime().toMillis(), thisJvm(), 0, 0);
  }

  /** The same mark with the sizes of what is unpacked now. */
  Mark with(Unpacked unpacked) throws IOException {
    return new Mark(size, modified, jvm, unpacked.programBytes(), unpacked.archiveBytes());
  }

  static String thisJvm() {
    return System.getProperty("java.vm.name", "")
        .concat(" ")
        .concat(System.getProperty("java.vm.version", ""));
  }

  /** Reads a mark; null if this version did not write it. */
  static @Nullable Mark read(Path file) throws IOException {
    String[] lines = Files.readString(file).split("\n", -1);
    if (lines.length != LINES + 1) {
      return null;
    }
    try {
      return new Mark(
          Long.parseLong(lines[0]),
          Long.parseLong(lines[1]),
          lines[2],
          Long.parseLong(lines[3]),
          Long.parseLong(lines[4]));
    } catch (NumberFormatException otherForm) {
      return null;
    }
  }

  void write(Path file) throws IOException {
    String text = size + "\n" + modified + "\n" + jvm + "\n" + program + "\n" + archive + "\n";
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  boolean sameJar(Mark other) {
    return size == other.size && modified == other.modified;
  }

  boolean sameJvm(Mark other) {
    return jvm.equals(other.jvm);
  }
}
