package dev.recado.authoring.reload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.SettableClock;
import dev.recado.authoring.lint.Links;
import dev.recado.authoring.reload.FileState.State;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.intake.Events;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class ReloadTest {

  private static final String A = "flows/a.camel.yaml";
  private static final String B = "flows/b.camel.yaml";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<Set<String>> asked = new ArrayList<>();
  private final Routes routes = new Routes();
  private Set<String> waitingAt = Set.of();
  private Facts facts = Links::of;

  @AfterEach
  void close() {
    routes.close();
  }

  private Reload running(RouteFiles files, Check... checks) {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean(
        "gate",
        Processor.class,
        () ->
            exchange -> {
              inside.countDown();
              assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            });
    spring.refresh();
    Assembly assembly = new Assembly(spring, List.of(), Set.of("gate"));
    Generation first = assembly.build(files);
    routes.replace(first);
    return new Reload(
        assembly,
        routes,
        FirstRoutes.Start.of(first, files),
        List.of(checks),
        facts,
        new Farewell(events()),
        new Memory(),
        clock);
  }

  private Events events() {
    return (Events)
        Proxy.newProxyInstance(
            Events.class.getClassLoader(),
            new Class<?>[] {Events.class},
            (self, method, arguments) -> {
              waitingAt = Set.copyOf((Set<String>) arguments[0]);
              return Map.of();
            });
  }

  private static String route(String id, String steps) {
    return """
        - route:
            id: %s
            from:
              uri: direct:%s
              steps:
        %s
        """
        .formatted(id, id, steps.indent(8));
  }

  private static String says(String id, String words) {
    return route(id, "- setBody:\n    constant: \"" + words + "\"");
  }

  private static RouteFiles both() {
    return RouteFiles.NONE.with(A, says("a", "one")).with(B, says("b", "one"));
  }

  private String ask(String flow) {
    return String.valueOf(
        routes.send("direct:" + flow, ExchangePattern.InOut, sent -> {}).getMessage().getBody());
  }

  private static State state(Reload reload, String file) {
    return reload.states().stream()
        .filter(state -> state.file().equals(file))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void aGoodSaveRunsFromTheNextRunOn() {
    Reload reload = running(both());
    clock.tick(Duration.ofMinutes(1));
    reload.offer(both().with(A, says("a", "two")));

    assertThat(ask("a")).isEqualTo("two");
    assertThat(ask("b")).isEqualTo("one");
    assertThat(reload.refused()).isEmpty();
    assertThat(reload.states())
        .containsExactly(
            new FileState(A, State.RUNNING, clock.instant(), Set.of("a"), null, null),
            new FileState(
                B, State.RUNNING, clock.instant().minusSeconds(60), Set.of("b"), null, null));
  }

  @Test
  void aBrokenSaveChangesNothingAndTheNextGoodOneHealsIt() {
    Reload reload = running(both());
    reload.offer(both().with(A, "- route: {id: a, from: ["));

    assertThat(ask("a")).isEqualTo("one");
    assertThat(state(reload, A)).isEqualTo(State.REFUSED);
    assertThat(reload.refused().get(A)).contains("line 1");

    reload.offer(both().with(A, says("a", "two")));
    assertThat(ask("a")).isEqualTo("two");
    assertThat(reload.refused()).isEmpty();
  }

  @Test
  void aBrokenSaveThatIsUndoneIsForgotten() {
    Reload reload = running(both());
    reload.offer(both().with(A, ""));
    reload.offer(both());

    assertThat(reload.refused()).isEmpty();
    assertThat(state(reload, A)).isEqualTo(State.RUNNING);
    assertThat(ask("a")).isEqualTo("one");
  }

  @Test
  void aBrokenFileDoesNotKeepOthersOut() {
    Reload reload = running(both());
    reload.offer(both().with(A, route("a", "- to: nowhere:at-all")).with(B, says("b", "two")));

    assertThat(ask("a")).isEqualTo("one");
    assertThat(ask("b")).isEqualTo("two");
    assertThat(reload.refused()).containsOnlyKeys(A);
    assertThat(reload.refused().get(A)).contains("nowhere");
  }

  @Test
  void theStatesAreAnsweredWhileASaveIsChecked() throws Exception {
    Reload reload =
        running(
            both(),
            (before, candidate, changed) -> {
              inside.countDown();
              try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Map.of();
            });
    CompletableFuture<Void> saving =
        CompletableFuture.runAsync(() -> reload.offer(both().with(A, says("a", "two"))));
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
    FileState checked =
        CompletableFuture.supplyAsync(() -> reload.states().get(0)).get(30, TimeUnit.SECONDS);
    assertThat(checked.state()).isEqualTo(State.CHECKING);
    assertThat(checked.reason()).contains("its version of 2026-12-01T12:00:00Z goes on");
    assertThat(state(reload, B)).isEqualTo(State.RUNNING);
    assertThat(reload.refused()).isEmpty();
    goOn.countDown();
    saving.get(30, TimeUnit.SECONDS);
    assertThat(ask("a")).isEqualTo("two");
    assertThat(state(reload, A)).isEqualTo(State.RUNNING);
  }

  @Test
  void aFileThatNeedsARefusedOneWaitsForItAndTheRestIsTakenIn() {
    Reload reload =
        running(
            both(),
            (before, candidate, changed) -> {
              asked.add(Set.copyOf(changed));
              return changed.contains(A) ? Map.of(A, Problem.of("no\nmore")) : Map.of();
            });
    String c = "flows/c.camel.yaml";
    RouteFiles half =
        both()
            .with(A, says("a", "two"))
            .with(B, route("b", "- to: direct:a"))
            .with(c, says("c", "new"));
    reload.offer(half);

    assertThat(asked).containsExactly(Set.of(A, B, c), Set.of(c));
    assertThat(ask("c")).isEqualTo("new");
    assertThat(ask("b")).isEqualTo("one");
    assertThat(state(reload, A)).isEqualTo(State.REFUSED);
    FileState waits = reload.states().get(1);
    assertThat(waits.state()).isEqualTo(State.WAITING);
    assertThat(waits.waitsFor()).isEqualTo(A);
    assertThat(waits.reason()).isEqualTo("waits for " + A + ", which is refused: no");
  }

  @Test
  void aRunningFileWhoseSettingIsGoneSaysSoUntilItsNextVersion() {
    facts =
        new Facts() {
          @Override
          public Links links(RouteFiles files) {
            return Links.of(files);
          }

          @Override
          public Map<String, String> missing(RouteFiles files) {
            return Map.of(A, "the credential \"crm\" is not set");
          }
        };
    Reload reload = running(both());
    reload.lookForMissingSettings();

    assertThat(state(reload, A)).isEqualTo(State.RUNNING);
    assertThat(reload.states().get(0).reason()).contains("\"crm\" is not set");
    assertThat(reload.refused()).containsOnlyKeys(A);

    reload.offer(both().with(A, says("a", "two")));
    assertThat(reload.refused()).isEmpty();
  }

  @Test
  void aNewFileThatIsRefusedIsLeftOut() {
    Reload reload = running(both());
    reload.offer(both().with("flows/c.camel.yaml", ""));
    assertThat(state(reload, "flows/c.camel.yaml")).isEqualTo(State.LEFT_OUT);
  }

  @Test
  void aSharedFileIsLoadedDespiteAFlowThatWasRefusedBefore() {
    String template = "templates/t.yaml";
    Reload reload = running(both().with(template, "old"));
    RouteFiles broken = both().with(template, "old").with(A, "");
    reload.offer(broken);
    reload.offer(broken.with(template, "new"));
    assertThat(reload.refused()).containsOnlyKeys(A);
    assertThat(requireNonNull(routes.current()).files().text(template)).isEqualTo("new");
  }

  @Test
  void aSaveThatBreaksAnotherFileIsRefused() {
    Reload reload =
        running(
            both(),
            (before, candidate, changed) ->
                candidate.names().contains(A) ? Map.of() : Map.of(B, Problem.of("it needs a")));
    reload.offer(both().with(A, RouteFiles.NONE));

    assertThat(ask("a")).isEqualTo("one");
    assertThat(reload.refused()).containsOnlyKeys(A);
    assertThat(reload.refused().get(A)).isEqualTo(B + ": it needs a");
    assertThat(state(reload, A)).isEqualTo(State.REFUSED);
  }

  @Test
  void theChecksGetOnlyTheFilesThatAreStillOpen() {
    Reload reload =
        running(
            both(),
            (before, candidate, changed) -> {
              asked.add(Set.copyOf(changed));
              return changed.contains(A) ? Map.of(A, Problem.of("no")) : Map.of();
            });
    reload.offer(both().with(A, says("a", "two")).with(B, says("b", "two")));

    assertThat(asked).containsExactly(Set.of(A, B), Set.of(B));
    assertThat(ask("b")).isEqualTo("two");
    assertThat(reload.refused()).containsExactly(Map.entry(A, "no"));
  }

  @Test
  void aRenamedRouteLeavesNothingOfTheOldRoute() {
    Reload reload = running(both());
    reload.offer(both().with(A, says("c", "two")));

    assertThat(routes.listensOn("a")).isFalse();
    assertThat(ask("c")).isEqualTo("two");
    assertThat(waitingAt).containsExactly("a");
  }

  @Test
  void theRoutesOfADeletedFileEnd() {
    Reload reload = running(both());
    reload.offer(both().with(A, RouteFiles.NONE));

    assertThat(routes.listensOn("a")).isFalse();
    assertThat(ask("b")).isEqualTo("one");
    assertThat(reload.states()).extracting(FileState::file).containsExactly(B);
  }

  @Test
  void aFolderWithoutAnyFlowIsRefused() {
    Reload reload = running(both());
    reload.offer(RouteFiles.NONE);

    assertThat(ask("a")).isEqualTo("one");
    assertThat(reload.refused()).containsOnlyKeys(A, B);
  }

  @Test
  void aRunThatBeganInTheOldRoutesEndsInThem() throws Exception {
    RouteFiles files =
        RouteFiles.NONE
            .with(A, route("a", "- process:\n    ref: gate\n- to:\n    uri: direct:b"))
            .with(B, says("b", "old"));
    Reload reload = running(files);
    Generation old = requireNonNull(routes.current());
    CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> ask("a"));
    assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

    reload.offer(files.with(B, says("b", "new")));
    assertThat(ask("b")).isEqualTo("new");
    assertThat(old.context().isStopped()).isFalse();
    goOn.countDown();

    assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo("old");
    await().until(() -> old.context().isStopped());
  }

  @Test
  void aChangedKameletReachesTheRoutesThatUseIt() {
    String kamelet =
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: greet-action
        spec:
          definition:
            title: Greet
            type: object
          template:
            from:
              uri: kamelet:source
              steps:
                - setBody:
                    constant: one
        """;
    RouteFiles files =
        RouteFiles.NONE
            .with(A, route("a", "- to:\n    uri: kamelet:greet-action"))
            .with("kamelets/greet-action.kamelet.yaml", kamelet);
    Reload reload = running(files);
    assertThat(ask("a")).isEqualTo("one");

    reload.offer(
        files.with(
            "kamelets/greet-action.kamelet.yaml",
            kamelet.replace("constant: one", "constant: two")));
    assertThat(ask("a")).isEqualTo("two");
  }

  @Test
  void aChangedRouteConfigurationReachesTheRoutesThatNameIt() {
    String configuration =
        """
        - routeConfiguration:
            id: calm
            onException:
              - onException:
                  exception: [java.lang.Exception]
                  handled:
                    constant: "true"
                  steps:
                    - setBody:
                        constant: one
        """;
    RouteFiles files =
        RouteFiles.NONE
            .with(
                A,
                route("a", "- throwException:\n    exceptionType: java.lang.IllegalStateException")
                    .replace("    id: a\n", "    id: a\n    routeConfigurationId: calm\n"))
            .with("configurations/calm.camel.yaml", configuration);
    Reload reload = running(files);
    assertThat(ask("a")).isEqualTo("one");

    reload.offer(
        files.with(
            "configurations/calm.camel.yaml",
            configuration.replace("constant: one", "constant: two")));
    assertThat(ask("a")).isEqualTo("two");
  }

  @Test
  void savedIntentsAreTakenInTogetherWithTheFlows() {
    RouteFiles files = both().with("intents/flows.yaml", "intents: {}");
    Reload reload = running(files);
    Generation before = routes.current();
    RouteFiles saved = files.with("intents/flows.yaml", "intents: {sair: {flow: a}}");
    reload.offer(saved.with(A, says("a", "two")));
    assertThat(state(reload, "intents/flows.yaml")).isEqualTo(State.RUNNING);
    assertThat(reload.refused()).isEmpty();
    assertThat(routes.current()).isNotSameAs(before);
    assertThat(requireNonNull(routes.current()).files().text("intents/flows.yaml"))
        .contains("sair");
    assertThat(ask("a")).isEqualTo("two");
  }

  @Test
  void aNeededFileThatVanishesKeepsItsLastVersion() {
    RouteFiles files = both().with("intents/business.yaml", "nome: Casa");
    Reload reload = running(files);
    reload.offer(both().with(A, says("a", "two")));
    assertThat(reload.refused()).containsOnlyKeys("intents/business.yaml");
    assertThat(state(reload, "intents/business.yaml")).isEqualTo(State.REFUSED);
    assertThat(requireNonNull(routes.current()).files().text("intents/business.yaml"))
        .isEqualTo("nome: Casa");
    assertThat(ask("a")).isEqualTo("two");
  }

  @Test
  void aChangedTestIsCheckedAndBuildsNothing() {
    Reload reload = running(both());
    Generation before = routes.current();
    reload.offer(both().with("tests/a.test.yaml", "flow: a"));
    assertThat(routes.current()).isSameAs(before);
    assertThat(state(reload, "tests/a.test.yaml")).isEqualTo(State.RUNNING);
  }

  @Test
  void aFileBrokenAtTheStartRunsOnceItIsCorrected() {
    Reload reload = running(both().with(A, "- route: ["));
    assertThat(state(reload, A)).isEqualTo(State.LEFT_OUT);
    assertThat(ask("b")).isEqualTo("one");

    reload.offer(both().with(A, "- route: {"));
    assertThat(state(reload, A)).isEqualTo(State.LEFT_OUT);

    reload.offer(both());
    assertThat(ask("a")).isEqualTo("one");
    assertThat(state(reload, A)).isEqualTo(State.RUNNING);
  }
}
