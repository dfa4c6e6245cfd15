package dev.recado.authoring.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The flow {@code lead-capture} of a company that qualifies its leads. */
class QualificationFlowTest {

  private static final String TEST = "tests/lead-capture.test.yaml";
  private static final String BUSINESS = "intents/business.yaml";

  private static final String QUESTIONS =
      """

      qualificacao:
        - {fato: orcamento, rotulo: Orçamento, pergunta: "Quanto você pensa em investir?", tipo: valor}
        - {fato: prazo, pergunta: "Para quando você precisa?", tipo: prazo}
        - {fato: cidade, pergunta: "Em que cidade?", tipo: cidade}
        - {fato: imovel, rotulo: Imóvel, pergunta: "É casa ou apartamento?", tipo: opcoes, opcoes: [Casa, Apartamento]}
        - {fato: portas, pergunta: "Quantas portas?", tipo: texto, areas: [Dormitórios]}
      """;

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    RouteFiles routes = RouteFolder.at(Path.of("routes")).read();
    String business =
        new String(routes.bytes(BUSINESS).orElseThrow(), StandardCharsets.UTF_8) + QUESTIONS;
    String test =
        Files.readString(Path.of("src/test/resources/qualification/lead-capture.test.yaml"));
    List<Results.Result> cases;
    try (Examples examples =
        Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password())) {
      cases = examples.run(routes.with(BUSINESS, business).with(TEST, test), TEST::equals).cases();
    }
    assertThat(cases).hasSize(7);
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> assertThat(one.passed()).as(one::message).isTrue()));
  }
}
