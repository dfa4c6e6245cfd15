package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;

/** Intents that change while the hub runs. */
class BriefingsTest {

  private static final RouteFiles SHIPPED = shipped();
  private static final LlmSettings NO_LLM =
      new LlmSettings("none", "", "", "", Duration.ofSeconds(8), 1, 300, null);

  private final Routes routes = new Routes();
  private final Briefings briefings =
      new Briefings(routes, RouteFolder.at(Path.of("nowhere")), NO_LLM);
  private final Business business = new Business(() -> briefings.now().company());
  private final Assembly assembly =
      new Assembly(new StaticApplicationContext(), List.of(briefings));

  private static RouteFiles shipped() {
    try {
      RouteFiles all = RouteFolder.shipped();
      RouteFiles intents = RouteFiles.NONE;
      for (String name : all.names("intents/*")) {
        intents = intents.with(name, all);
      }
      return intents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A book that is learnt quickly. */
  private static RouteFiles book(String more) {
    StringBuilder yaml = new StringBuilder("intents:\n  saudacao:\n");
    IntStream.range(0, 60)
        .forEach(i -> yaml.append("    - oi bom dia tudo bem ").append(i).append("\n"));
    yaml.append("  sair:\n");
    IntStream.range(0, 60)
        .forEach(i -> yaml.append("    - quero sair da lista agora ").append(i).append("\n"));
    // Numbers are all the same to the classifier, but not to the book.
    return SHIPPED.with("intents/pt-BR.yaml", yaml + more);
  }

  private static RouteFiles company(String name) {
    return SHIPPED.with("intents/business.yaml", "nome: " + name + "\n");
  }

  @AfterEach
  void close() {
    routes.close();
  }

  private Generation take(RouteFiles files) {
    Generation generation = assembly.build(files).settled();
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
    return generation;
  }

  @Test
  void aRunThatBeganWithOldIntentsEndsWithThem() {
    take(company("Casa Velha"));
    String seen =
        routes.with(
            run -> {
              String before = business.name();
              take(company("Casa Nova"));
              return before + ", " + business.name();
            });
    assertThat(seen).isEqualTo("Casa Velha, Casa Velha");
    assertThat(business.name()).isEqualTo("Casa Nova");
  }

  @Test
  void anotherThreadOfTheRunSeesItsIntentsToo() throws Exception {
    take(company("Casa Velha"));
    java.util.concurrent.Callable<String> carried =
        routes.with(run -> routes.carried(business::name));
    take(company("Casa Nova"));
    assertThat(carried.call()).isEqualTo("Casa Velha");
  }

  @Test
  void beforeTheRoutesAreLoadedTheFilesOfTheFolderCount() {
    assertThat(business.name()).isEqualTo("Casa Modelo");
  }

  @Test
  void aSaveOfOtherFilesKeepsTheClassifier() {
    take(SHIPPED);
    Classifier before = briefings.now().classifier();
    take(company("Casa Nova"));
    assertThat(briefings.now().classifier()).isSameAs(before);
  }

  @Test
  void aNewIntentIsKnownEverywhereAtOnce() {
    take(book(""));
    Briefing before = briefings.now();
    assertThat(before.classifier().intents()).containsExactly("saudacao", "sair");
    take(book("  cep:\n    - entregam no meu cep\n    - vcs entregam no meu cep\n"));
    Briefing now = briefings.now();
    assertThat(now.classifier().intents()).contains("cep");
    assertThat(now.classifier().classify("vcs entregam no meu cep?").intent()).isEqualTo("cep");
    assertThat(now.prompt().messages(Utterance.of("oi")).get(0).toString()).contains("`cep`");
    assertThat(now.format().asksTheSameAs(before.format())).isFalse();
  }

  @Test
  void correctionsSurviveTheExchange() {
    take(book(""));
    briefings.teach(List.of(new Phrase("xispa", "sair"), new Phrase("abre", "cofre")));
    take(book("  cep:\n    - qual o cep\n"));
    assertThat(briefings.now().classifier().classify("Xispa!")).isEqualTo(new Guess("sair", 1));
  }

  @Test
  void aCorrectionDuringTheTrainingIsLearntBeforeTheExchange() {
    take(book(""));
    Generation next = assembly.build(book("  cep:\n    - qual o cep\n"));
    briefings.teach(List.of(new Phrase("xispa", "sair")));
    routes.replace(next.settled());
    assertThat(briefings.now().classifier().classify("xispa")).isEqualTo(new Guess("sair", 1));
  }

  @Test
  void anUnusableFileIsNamedWithTheReason() {
    assertThat(broken("intents/business.yaml", "ramo: x")).contains("it has no 'nome'");
    assertThat(broken("intents/prompt.md", "{{#areas}}")).contains("cannot be filled");
    assertThat(broken("intents/pt-BR.yaml", "intents: {a: [oi], b: [Oi!]}"))
        .contains("stands under 'a' too");
    assertThat(broken("intents/pt-BR.yaml", "intents: {a: [oi], b: [opa]}"))
        .contains("has 2 phrases")
        .contains("from 100 to 20000");
    assertThat(broken("intents/pt-BR.yaml", "x: " + "y".repeat(4_000_000)))
        .contains("exceeds the limit");
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    Generation built = assembly.build(SHIPPED.with("intents/business.yaml", RouteFiles.NONE));
    assertThat(built.broken()).containsOnlyKeys("intents/business.yaml");
    built.close();
  }

  @Test
  void aBookOfOneIntentCannotBeLearnt() {
    StringBuilder yaml = new StringBuilder("intents:\n  saudacao:\n");
    IntStream.range(0, 120).forEach(i -> yaml.append("    - oi ").append(i).append("\n"));
    Generation built =
        assembly.build(SHIPPED.with("intents/pt-BR.yaml", yaml.toString())).settled();
    assertThat(built.broken().get("intents/pt-BR.yaml")).contains("two intents at least");
    built.close();
  }

  private String broken(String file, String text) {
    Generation built = assembly.build(SHIPPED.with(file, text)).settled();
    built.close();
    assertThat(built.broken()).containsOnlyKeys(file);
    return String.valueOf(built.broken().get(file));
  }
}
