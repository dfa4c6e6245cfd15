package dev.recado.spine.camel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class RoutesTest {

  private final Assembly assembly;
  private final Routes routes = new Routes();

  RoutesTest() {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.refresh();
    this.assembly = new Assembly(spring, List.of());
  }

  @AfterEach
  void close() {
    routes.close();
  }

  /** Two routes in two files. Both return the version that they belong to. */
  private Generation version(int number) {
    String route =
        """
        - route:
            id: %1$s
            from:
              uri: direct:%1$s
              steps:
                - setBody:
                    simple: "${body} %2$d"
                %3$s
        """;
    return assembly.build(
        RouteFiles.NONE
            .with("flows/a.camel.yaml", route.formatted("a", number, "- to: direct:b"))
            .with("flows/b.camel.yaml", route.formatted("b", number, "")));
  }

  private String ask() {
    return routes
        .send("direct:a", ExchangePattern.InOut, sent -> sent.getMessage().setBody("v"))
        .getMessage()
        .getBody(String.class);
  }

  @Test
  void noRunMixesTwoGenerationsAndNoneFails() throws Exception {
    routes.replace(version(0));
    AtomicBoolean done = new AtomicBoolean();
    Callable<List<String>> asking =
        () -> {
          List<String> answers = new ArrayList<>();
          while (!done.get()) {
            answers.add(ask());
          }
          return answers;
        };
    List<Generation> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> askers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        askers.add(threads.submit(asking));
      }
      for (int number = 1; number <= 25; number++) {
        all.add(version(number));
        routes.replace(all.get(all.size() - 1));
      }
      done.set(true);
      for (Future<List<String>> asker : askers) {
        assertThat(asker.get()).isNotEmpty().allMatch(answer -> answer.matches("v (\\d+) \\1"));
      }
    } finally {
      done.set(true);
      threads.shutdown();
    }
    assertThat(ask()).isEqualTo("v 25 25");
    List<Generation> old = all.subList(0, all.size() - 1);
    await().until(() -> old.stream().allMatch(generation -> generation.context().isStopped()));
    assertThat(requireNonNull(routes.current()).context().isStarted()).isTrue();
  }

  @Test
  void aMessageSentWithinARunGoesToTheSameGeneration() {
    routes.replace(version(1));
    String answer =
        routes.with(
            generation -> {
              routes.replace(version(2));
              return ask();
            });
    assertThat(answer).isEqualTo("v 1 1");
    assertThat(ask()).isEqualTo("v 2 2");
  }

  @Test
  void aGivenGenerationNeedNotBeCurrent() {
    routes.replace(version(1));
    Generation other = version(2);
    String answer = routes.in(other, generation -> ask());
    assertThat(answer).isEqualTo("v 2 2");
    assertThat(ask()).isEqualTo("v 1 1");
    other.close();
  }

  @Test
  void sendingBeforeTheStartFails() {
    assertThat(routes.loaded()).isFalse();
    assertThat(routes.listensOn("a")).isFalse();
    assertThatThrownBy(this::ask).hasMessageContaining("not been loaded");
  }

  @Test
  void aGenerationKeepsTheSqlOfItsOwnFolderState() {
    String flow =
        """
        - route:
            id: a
            from:
              uri: direct:a
              steps:
                - setBody:
                    constant: "resource:classpath:sql/words.sql"
        """;
    RouteFiles files =
        RouteFiles.NONE.with("flows/a.camel.yaml", flow).with("sql/words.sql", "select 1");
    routes.replace(assembly.build(files));
    assertThat(ask()).isEqualTo("select 1");
    routes.replace(assembly.build(files.with("sql/words.sql", "select 2")));
    assertThat(ask()).isEqualTo("select 2");
  }

  @Test
  void settingsOfABuildOverrideThoseOfTheHub() {
    String flow =
        """
        - route:
            id: a
            from:
              uri: direct:a
              steps:
                - setBody:
                    constant: "{{greeting:none}}"
        """;
    RouteFiles files = RouteFiles.NONE.with("flows/a.camel.yaml", flow);
    routes.replace(assembly.build(files));
    assertThat(ask()).isEqualTo("none");
    routes.replace(assembly.build(files, java.util.Map.of("greeting", "oi"), List.of()));
    assertThat(ask()).isEqualTo("oi");
  }
}
