package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a database that is set; the fixtures of R054 have one that is not. */
class DatabaseCheckTest {

  private static final Lint LINT = Lint.ofTheHub();
  private static final String SETTING = "recado.databases.lintedstore.url";

  @BeforeAll
  static void setOne() {
    System.setProperty(SETTING, "jdbc:sqlserver://127.0.0.1:1;databaseName=store");
  }

  @AfterAll
  static void clear() {
    System.clearProperty(SETTING);
  }

  @Test
  void aDatabaseThatIsSetIsKnownAndItsDialectToo() {
    assertThat(findings("\"#lintedstore\"", "select top 5 [delete] from app_user")).isEmpty();
    assertThat(findings("\"#lintedstore\"", "select 1 exec xp_cmdshell 'x'"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo("R042"));
  }

  @Test
  void aNearNameIsProposedAndTheSignIsWanted() {
    assertThat(findings("\"#lintedstor\"", "select 1"))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message()).contains("did you mean \"#lintedstore\"?"));
    assertThat(findings("lintedstore", "select 1"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("write \"#lintedstore\""));
  }

  private static List<Finding> findings(String database, String sql) {
    String flow =
        """
        - route:
            id: x
            description: Reads the orders of a customer
            nodePrefixId: x-
            from:
              uri: direct:form.submitted
              steps:
                - to:
                    uri: sql:classpath:sql/orders.sql
                    parameters:
                      dataSource: %s
                    variableReceive: orders
                - to:
                    uri: kamelet:drop
                    parameters:
                      reason: "${variable.orders}"
        """
            .formatted(database);
    return LINT.check(files(Map.of("flows/x.camel.yaml", flow, "sql/orders.sql", sql))).stream()
        .filter(finding -> List.of("R054", "R042").contains(finding.code()))
        .toList();
  }

  private static RouteFiles files(Map<String, String> texts) {
    return RouteFiles.of(
        texts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, one -> one.getValue().getBytes(StandardCharsets.UTF_8))));
  }
}
