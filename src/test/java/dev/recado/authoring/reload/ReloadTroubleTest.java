package dev.recado.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.authoring.lint.Links;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.intake.Events;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;

/** Bad saves that Camel accepts, and checks that fail themselves. */
class ReloadTroubleTest {

  private static final String A = "flows/a.camel.yaml";
  private static final String B = "flows/b.camel.yaml";
  private static final RouteFiles BOTH =
      RouteFiles.NONE.with(A, says("a", "one")).with(B, says("b", "one"));

  private final Routes routes = new Routes();

  @AfterEach
  void close() {
    routes.close();
  }

  private Reload running(Check... checks) {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.refresh();
    Assembly assembly = new Assembly(spring, List.of());
    Generation first = assembly.build(BOTH);
    routes.replace(first);
    Events nobodyWaits =
        (Events)
            Proxy.newProxyInstance(
                Events.class.getClassLoader(),
                new Class<?>[] {Events.class},
                (self, method, arguments) -> Map.of());
    SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));
    return new Reload(
        assembly,
        routes,
        FirstRoutes.Start.of(first, BOTH),
        List.of(checks),
        Links::of,
        new Farewell(nobodyWaits),
        new Memory(),
        clock);
  }

  private static String says(String id, String words) {
    return """
    - route:
        id: %s
        from:
          uri: direct:%s
          steps:
            - setBody:
                constant: "%s"
    """
        .formatted(id, id, words);
  }

  private String ask(String flow) {
    return String.valueOf(
        routes.send("direct:" + flow, ExchangePattern.InOut, sent -> {}).getMessage().getBody());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]\n", "# later\n", "later\n", "- beans: []\n"})
  void aFlowFileWithoutAnyRouteStaysOut(String text) {
    Reload reload = running();

    reload.offer(BOTH.with(A, text));

    assertThat(reload.refused()).containsOnlyKeys(A);
    assertThat(ask("a")).isEqualTo("one");
  }

  @Test
  void aRouteIdOfAnotherFileKeepsTheSaveOut() {
    Reload reload = running();

    reload.offer(
        BOTH.with(B, says("b", "two") + says("a", "stolen").replace("direct:a", "direct:c")));

    assertThat(reload.refused().get(B)).contains("route id a ");
    assertThat(ask("a")).isEqualTo("one");
    assertThat(ask("b")).isEqualTo("one");
  }

  @Test
  void aRouteIdThatALaterFileHasKeepsTheSaveOut() {
    Reload reload = running();

    reload.offer(
        BOTH.with(A, says("a", "two") + says("b", "stolen").replace("direct:b", "direct:c")));

    assertThat(reload.refused().get(A)).contains(B, "route id b ");
    assertThat(ask("a")).isEqualTo("one");
    assertThat(ask("b")).isEqualTo("one");
  }

  @Test
  void aCheckThatFailsItselfIsShownAndTheSameSavePassesOnceItWorks() {
    AtomicBoolean away = new AtomicBoolean(true);
    Reload reload =
        running(
            (before, candidate, changed) -> {
              if (away.get()) {
                throw new IllegalStateException("the database is away");
              }
              return Map.of();
            });
    RouteFiles saved = BOTH.with(A, says("a", "two"));

    reload.offer(saved);
    assertThat(reload.refused().get(A)).contains("could not be checked", "the database is away");
    assertThat(ask("a")).isEqualTo("one");

    away.set(false);
    reload.offer(saved);
    assertThat(reload.refused()).isEmpty();
    assertThat(ask("a")).isEqualTo("two");
  }
}
