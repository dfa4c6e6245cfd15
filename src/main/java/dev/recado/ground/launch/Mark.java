package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a folder was unpacked from, and by which JVM.
 *
 * @param size of the jar
 * @param modified when the jar was last written, in milliseconds
 * @param jvm its version, as only the same one can use a class-data archive
 * @param program the bytes of all that was unpacked: what lacks some of it does not run
 * @param archive the bytes of the class-data archive, 0 for none: the JVM ends over one that is cut
 */
record Mark(long size, long modified, String jvm, long program, long archive) {

  private static final int LINES = 5;

  /** Describes a jar as it is, and the JVM that runs. */
  static Mark of(Path jar) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
    return new Mark(facts.size(), facts.lastModifiedTime().toMillis(), thisJvm(), 0, 0);
  }

  /** The same with what is unpacked now. */
  Mark with(Unpacked unpacked) throws IOException {
    return new Mark(size, modified, jvm, unpacked.programBytes(), unpacked.archiveBytes());
  }

  static String thisJvm() {
    return System.getProperty("java.vm.name", "")
        .concat(" ")
        .concat(System.getProperty("java.vm.version", ""));
  }

  /** Reads one; null where it is none that this version writes. */
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
