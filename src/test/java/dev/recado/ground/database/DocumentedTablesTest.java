package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide to the database, docs/database.md, against the tables that the migrations make. */
class DocumentedTablesTest {

  private static final Path CODE = Path.of("src/main/java/dev/recado");
  private static final Pattern NAME = Pattern.compile("`([a-z_0-9]+)`");

  @Test
  void everyTableIsToldWithItsRoomItsMeaningAndHowLongItIsKept() throws IOException {
    List<String> tables =
        TestDatabase.create()
            .jdbc()
            .sql("select tablename from pg_tables where schemaname = 'public'")
            .query(String.class)
            .list();
    List<String> told = rows().flatMap(row -> names(row[1])).toList();
    assertThat(told).doesNotHaveDuplicates();
    assertThat(tables).as("each needs a row in docs/database.md").isSubsetOf(told);
    assertThat(told).as("these rows of docs/database.md have no table").isSubsetOf(tables);
    assertThat(rows()).allSatisfy(row -> assertThat(row).hasSize(5).doesNotContain(" "));
  }

  @Test
  void everyRoomThatIsNamedIsThere() throws IOException {
    try (Stream<Path> folders = Files.find(CODE, 2, (path, file) -> file.isDirectory())) {
      List<String> rooms = folders.map(path -> path.getFileName().toString()).toList();
      assertThat(rows().flatMap(row -> names(row[2]))).isSubsetOf(rooms);
    }
  }

  /** Split at the lines between the cells; the first part is what stands before the first line. */
  private static Stream<String[]> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/database.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"));
  }

  private static Stream<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1));
  }
}
