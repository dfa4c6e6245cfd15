package dev.recado.launch;

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
 */
record Mark(long size, long modified, String jvm) {

  private static final int LINES = 3;

  /** Describes a jar as it is, and the JVM that runs. */
  static Mark of(Path jar) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(jar, BasicFileAttributes.class);
    return new Mark(facts.size(), facts.lastModifiedTime().toMillis(), thisJvm());
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
      return new Mark(Long.parseLong(lines[0]), Long.parseLong(lines[1]), lines[2]);
    } catch (NumberFormatException otherForm) {
      return null;
    }
  }

  void write(Path file) throws IOException {
    String text = size + "\n" + modified + "\n" + jvm + "\n";
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  boolean sameJar(Mark other) {
    return size == other.size && modified == other.modified;
  }

  boolean sameJvm(Mark other) {
    return jvm.equals(other.jvm);
  }
}
