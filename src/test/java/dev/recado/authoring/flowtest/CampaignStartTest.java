package dev.recado.authoring.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The effect campaign-start in a test of a flow: it shows who gets what. */
class CampaignStartTest {

  private static final Path FOLDER = Path.of("src/test/resources/campaign");
  private static final String TEST = "tests/come-back.test.yaml";

  private static RouteFiles routes;
  private static Examples examples;

  @BeforeAll
  static void make() throws IOException {
    RouteFiles all = RouteFolder.at(Path.of("routes")).read();
    Map<String, byte[]> files = new HashMap<>();
    all.names().stream()
        .filter(name -> !name.startsWith("flows/") && !name.startsWith("tests/"))
        .forEach(name -> files.put(name, all.bytes(name).orElseThrow()));
    try (Stream<Path> own = Files.walk(FOLDER)) {
      for (Path file : own.filter(Files::isRegularFile).toList()) {
        files.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    routes = RouteFiles.of(files);
    examples =
        Examples.on(
            TestServers.jdbcUrl(),
            TestServers.USER,
            TestServers.password(),
            Duration.ofSeconds(60));
  }

  @AfterAll
  static void close() {
    examples.close();
  }

  private static List<Result> run(RouteFiles files) {
    return examples.run(files, TEST::equals).cases();
  }

  @Test
  void aTestShowsTheFieldsAndThePeopleOfACampaign() {
    assertThat(run(routes)).hasSize(2).allSatisfy(one -> assertThat(one.message()).isNull());
  }

  @Test
  void anAudienceThatCannotBeReadIsADeadLetterWithASentence() {
    RouteFiles broken = routes.with("sql/come-back.sql", "select name as nome from client");
    assertThat(run(broken).get(0).message())
        .contains(
            "dead",
            "O SQL 'come-back.sql' não tem uma coluna com o telefone (phone, telefone, to, celular ou whatsapp); as colunas são: nome.");
  }

  @Test
  void aTestThatExpectsSomebodyElseFails() {
    RouteFiles other =
        routes.with(
            TEST, routes.text(TEST).replace("to: \"5511987654321\"", "to: \"5511900000000\""));
    assertThat(run(other).get(0).message()).contains("recipients");
  }
}
