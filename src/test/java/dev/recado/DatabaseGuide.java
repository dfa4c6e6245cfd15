package dev.recado;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The guide to the database, docs/database.md: its tables and its published views. */
public final class DatabaseGuide {

  private static final Path PAGE = Path.of("docs/database.md");
  private static final String VIEWS = "## What rooms publish";
  private static final String LIBRARIES = "## Of libraries";
  private static final Pattern NAME = Pattern.compile("`([a-z_0-9]+)`");

  private DatabaseGuide() {}

  /** The rows about tables, split at the lines between the cells; the first part is empty. */
  public static List<String[]> tables() {
    return rows(section -> !section.startsWith(VIEWS));
  }

  /** The rows about views, split like {@link #tables}. */
  public static List<String[]> views() {
    return rows(section -> section.startsWith(VIEWS));
  }

  /** The rooms of tables and views by their names, as {@code room} is written in the guide. */
  public static Map<String, String> roomsOf(List<String[]> rows) {
    Map<String, String> rooms = new LinkedHashMap<>();
    for (String[] row : rows) {
      String room = names(row[2]).findFirst().orElseThrow();
      names(row[1]).forEach(name -> rooms.put(name, room));
    }
    return rooms;
  }

  /** The tables that the hub itself has SQL for, and no library. */
  static Map<String, String> own() {
    return roomsOf(rows(section -> !section.startsWith(VIEWS) && !section.startsWith(LIBRARIES)));
  }

  /** The names in a cell. */
  public static Stream<String> names(String cell) {
    return NAME.matcher(cell).results().map((MatchResult name) -> name.group(1));
  }

  private static List<String[]> rows(java.util.function.Predicate<String> wanted) {
    return Stream.of(read().split("(?m)^(?=## )"))
        .filter(wanted)
        .flatMap(String::lines)
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .toList();
  }

  private static String read() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
