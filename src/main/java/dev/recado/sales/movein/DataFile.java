package dev.recado.sales.movein;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A file of records. It is read once for each kind, and never held as a whole. */
interface DataFile {

  /** The kinds of its records. */
  Set<Kind> kinds();

  /** What else is in it and is left out: models, keys. */
  default Set<String> ignored() {
    return Set.of();
  }

  /** What a person should know of the file although nothing in it is wrong. */
  default List<String> notices() {
    return List.of();
  }

  /**
   * Reads the records of a kind.
   *
   * @param bad takes a line that is no record
   */
  void each(Kind kind, Consumer<Row> row, Consumer<Refusal> bad) throws IOException;

  /**
   * Looks at a file and finds out what it is.
   *
   * @param path where it is
   * @param name as people call it
   * @param said what a person says of it
   * @throws UnreadableFile if nothing in it can be taken in
   */
  static DataFile of(Path path, String name, Said said) throws IOException {
    int first;
    try (InputStream in = Files.newInputStream(path)) {
      first = firstSign(in);
    }
    if (first < 0) {
      throw new UnreadableFile(name, "o arquivo está vazio.");
    }
    return first == '[' || first == '{'
        ? JsonFile.of(path, name, said)
        : CsvFile.of(path, name, said);
  }

  private static int firstSign(InputStream in) throws IOException {
    byte[] begin = in.readNBytes(4096);
    int at = begin.length >= 3 && begin[0] == (byte) 0xEF && begin[1] == (byte) 0xBB ? 3 : 0;
    while (at < begin.length && Character.isWhitespace(begin[at])) {
      at++;
    }
    return at < begin.length ? begin[at] & 0xFF : -1;
  }

  /** Says that nobody knows what a file holds. */
  static UnreadableFile unknown(String name, Set<String> fields) {
    return new UnreadableFile(
        name,
        "não dá para saber o que o arquivo traz, pelos campos %s. Diga com --as (na API: ?as=): %s."
            .formatted(String.join(", ", fields.stream().limit(20).toList()), Kind.sayable()));
  }
}
