package dev.recado.authoring.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of flows in the routes folder of a company that is not the sample company. */
class SampleCompanyTest {

  private static final String BUSINESS = "intents/business.yaml";
  private static final String TEST = "tests/whatsapp-message.test.yaml";
  private static final String FOLDER = "tests/fixtures/casa-modelo/";

  private static RouteFiles shipped;
  private static RouteFiles pizzeria;
  private static Examples examples;

  @BeforeAll
  static void make() throws IOException {
    shipped = RouteFolder.at(Path.of("routes")).read();
    pizzeria =
        shipped
            .with(
                BUSINESS,
                """
                nome: Pizzaria do Bairro
                ramo: pizzas e conserto de fornos
                horario: terça a domingo, das 18h às 23h
                areas:
                  - {nome: Pizzas, sinonimos: [pizza]}
                  - {nome: Consertos, sinonimos: [forno]}
                qualificacao:
                  - {fato: orcamento, pergunta: "Quanto você pensa em investir?", tipo: valor}
                """)
            .with("templates/abertura-cozinhas.yaml", RouteFiles.NONE);
    examples = Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password());
  }

  @AfterAll
  static void close() {
    examples.close();
  }

  /** A file with a case for each text: whoever greets gets the company's name. */
  private static List<Result> greeting(RouteFiles files, String given, String... cases) {
    return examples.run(files.with(TEST, file(given, cases)), TEST::equals).cases();
  }

  private static String file(String given, String... cases) {
    StringBuilder file =
        new StringBuilder("flow: whatsapp-message\ngiven: " + given + "\ncases:\n");
    for (String one : cases) {
      file.append(
          """
            - name: %d
              when: {message: {from: "5511987654321", text: Bom dia}}
              expect:
                - conversation-turn:
                - understood: {intent: saudacao}
                - whatsapp-template: {text: {contains: %s}}
          """
              .formatted(file.length(), one));
    }
    return file.toString();
  }

  @Test
  void theShippedTestsHoldForAnotherCompany() {
    Results results = examples.run(pizzeria, "tests/human-handoff.test.yaml"::equals);
    assertThat(results.cases()).isNotEmpty();
    assertThat(results.failures()).extracting(Result::message).isEmpty();
  }

  @Test
  void noShippedTestSeesTheFactsOfTheCompany() {
    assertThat(shipped.names("tests/*.test.yaml"))
        .isNotEmpty()
        .allSatisfy(test -> assertThat(Examples.replaced(test, shipped)).contains(BUSINESS));
  }

  @Test
  void theCompanyOfTheShippedTestsIsTheShippedOne() {
    List<String> own = shipped.names(FOLDER + "**");
    assertThat(own).contains(FOLDER + BUSINESS);
    for (String file : own) {
      assertThat(shipped.text(file)).isEqualTo(shipped.text(file.substring(FOLDER.length())));
    }
  }

  @Test
  void aTestWithoutACompanyIsOfTheFolders() {
    assertThat(greeting(pizzeria, "{}", "virtual da Pizzaria do Bairro").get(0).message()).isNull();
  }

  @Test
  void aCaseMayLeaveTheCompanyOfItsFile() {
    String given = "{company: fixtures/casa-modelo}";
    String left =
        file(given, "virtual da Pizzaria", "virtual da Casa Modelo")
            .replaceFirst("    when", "    given: {company: }\n    when");
    RouteFiles files = pizzeria.with(TEST, left);
    assertThat(examples.run(files, TEST::equals).cases())
        .extracting(Result::message)
        .containsOnlyNulls();
    assertThat(Examples.replaced(TEST, files)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fixtures/casa-modela | There is no folder routes/tests/fixtures/casa-modela/; did you mean 'fixtures/casa-modelo'?",
        "../intents | '../intents' is not below routes/tests/",
        "fixtures/stray | routes/tests/fixtures/stray/intents/busines.yaml stands in for nothing: a company has intents/abertura.md, intents/business.yaml, intents/flows.yaml, intents/prompt.md, intents/pt-BR.yaml and templates/*.yaml",
        "fixtures/nameless | routes/tests/fixtures/nameless/intents/business.yaml cannot be used: The company's file routes/intents/business.yaml cannot be read: it has no 'nome'",
      })
  void aCompanyThatCannotBeUsedIsReported(String folder, String told) {
    RouteFiles files =
        pizzeria
            .with("tests/fixtures/stray/intents/busines.yaml", "nome: A")
            .with("tests/fixtures/nameless/intents/business.yaml", "ramo: A");
    assertThat(greeting(files, "{company: " + folder + "}", "A").get(0).message()).contains(told);
  }

  @Test
  void aChangedFileOfACompanyIsWatchedByTheTestsThatNameItsFolder() {
    RouteFiles files =
        RouteFiles.NONE
            .with("tests/a.test.yaml", "given: {company: fixtures/casa-modelo}")
            .with("tests/b.test.yaml", "given: {company: fixtures/outra}");
    Predicate<String> touched = Watch.touched(Set.of(FOLDER + BUSINESS), files, Map.of());
    assertThat(touched).accepts("tests/a.test.yaml").rejects("tests/b.test.yaml");
  }
}
