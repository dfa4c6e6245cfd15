package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.DatabaseGuide;
import dev.recado.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares docs/database.md with the tables that the migrations create. */
class DocumentedTablesTest {

  private static final Path CODE = Path.of("src/main/java/dev/recado");

  @Test
  void everyTableIsToldWithItsRoomItsMeaningAndHowLongItIsKept() {
    areTold(DatabaseGuide.tables(), "select tablename from pg_tables where schemaname = 'public'");
  }

  @Test
  void everyViewIsToldWithItsRoomAndWhatItIsFor() {
    areTold(DatabaseGuide.views(), "select viewname from pg_views where schemaname = 'public'");
  }

  private static void areTold(List<String[]> rows, String query) {
    List<String> there = TestDatabase.create().jdbc().sql(query).query(String.class).list();
    List<String> told = rows.stream().flatMap(row -> DatabaseGuide.names(row[1])).toList();
    assertThat(told).doesNotHaveDuplicates();
    assertThat(there).as("each needs a row in docs/database.md").isNotEmpty().isSubsetOf(told);
    assertThat(told).as("these rows of docs/database.md are of nothing").isSubsetOf(there);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(5).doesNotContain(" "));
  }

  @Test
  void everyNamedRoomExists() throws IOException {
    try (Stream<Path> folders = Files.find(CODE, 2, (path, file) -> file.isDirectory())) {
      List<String> rooms = folders.map(path -> path.getFileName().toString()).toList();
      assertThat(Stream.concat(DatabaseGuide.tables().stream(), DatabaseGuide.views().stream()))
          .allSatisfy(row -> assertThat(DatabaseGuide.names(row[2])).hasSize(1).isSubsetOf(rooms));
    }
  }
}
