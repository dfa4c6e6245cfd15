package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.DatabaseGuide;
import dev.recado.TestDatabase;
import dev.recado.spine.camel.SqlRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page for authors of flows, docs/tables.md, against the real tables. */
class TablesForFlowsTest {

  private static final Pattern SECTION = Pattern.compile("(?ms)^### ([a-z_, ]+)$(.*?)(?=^##|\\z)");
  private static final Pattern QUERY = Pattern.compile("(?ms)^```sql\n(.*?)^```");
  private static final Map<String, String> BODY =
      Map.of(
          "phone",
          "+55 (11) 98765-4321",
          "planned",
          "2026-12-04T11:00:00Z",
          "zone",
          "America/Sao_Paulo");

  private final JdbcClient jdbc = TestDatabase.create().jdbc();

  @Test
  void eachDescribedTableHasTheseColumnsAndNoOthers() throws IOException {
    Matcher section = SECTION.matcher(page());
    int sections = 0;
    while (section.find()) {
      sections++;
      List<String> tables = List.of(section.group(1).split(", "));
      Set<String> told =
          section
              .group(2)
              .lines()
              .filter(line -> line.startsWith("| `"))
              .flatMap(line -> DatabaseGuide.names(line.split("\\|")[1]))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(told).as(section.group(1)).isEqualTo(columns(tables));
    }
    assertThat(sections).isGreaterThan(20);
  }

  @Test
  void everyTableAndViewIsDescribedOrSaidToBeNothingForFlows() throws IOException {
    String page = page();
    Set<String> told = DatabaseGuide.names(page).collect(Collectors.toCollection(TreeSet::new));
    Matcher section = SECTION.matcher(page);
    while (section.find()) {
      told.addAll(List.of(section.group(1).split(", ")));
    }
    assertThat(told).containsAll(tables());
  }

  @Test
  void whatIsSaidToBeRefusedIsRefused() throws IOException {
    String refused = page().replaceFirst("(?s).*machinery or secrets: (.*?) are refused.*", "$1");
    List<String> names =
        Stream.concat(DatabaseGuide.names(refused), Stream.of("qrtz_locks")).toList();
    assertThat(names)
        .hasSizeGreaterThan(6)
        .allSatisfy(name -> assertThat(SqlRights.refusal("select 1 from " + name)).isPresent());
  }

  @Test
  void everyQueryRunsAsInAFlow() throws IOException {
    List<String> queries = QUERY.matcher(page()).results().map(query -> query.group(1)).toList();
    assertThat(queries).hasSizeGreaterThan(6);
    for (String query : queries) {
      assertThat(SqlRights.refusal(query).or(() -> SqlRights.write(query))).isEmpty();
      var bound = jdbc.sql(query.replaceAll(":#\\$\\{body\\[(\\w+)]}", ":$1"));
      assertThat(bound.params(BODY).query().listOfRows()).as(query).isNotNull();
    }
  }

  private Set<String> columns(List<String> tables) {
    return new TreeSet<>(
        jdbc.sql(
                "select column_name from information_schema.columns where table_schema = 'public' and table_name in (:tables)")
            .param("tables", tables)
            .query(String.class)
            .list());
  }

  private List<String> tables() {
    return jdbc.sql(
            "select table_name from information_schema.tables where table_schema = 'public' and table_name not like 'qrtz%'")
        .query(String.class)
        .list();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/tables.md"));
  }
}
