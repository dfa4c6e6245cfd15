package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.AnsweringServer;
import dev.recado.BadServer;
import dev.recado.BadServer.Answer;
import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.FlowOutcome.Failed;
import dev.recado.spine.flow.FlowOutcome.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** Flows that call an HTTP API, in generations as the hub builds them. */
class HttpGetActionTest {

  private static final int CALLS_TO_OPEN = 6;

  private final AnsweringServer server = new AnsweringServer();
  private final AnnotationConfigApplicationContext spring =
      new AnnotationConfigApplicationContext();
  private final Routes routes = new Routes();
  private final Flows flows = new CamelFlows(routes, null, Clock.systemUTC());
  private Assembly assembly = new Assembly(spring, List.of());

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.recado.spine.http")
  @ConfigurationPropertiesScan("dev.recado.spine.http")
  static class Http {

    /** The same values as in the hub's settings. */
    @Bean
    ComponentCustomizer withoutRetries() {
      return ComponentCustomizer.builder(HttpComponent.class)
          .build(component -> component.setAutomaticRetriesDisabled(true));
    }
  }

  @BeforeEach
  void begin() {
    spring
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "hub",
                Map.of(
                    "recado.http.credentials.prices",
                    "Bearer s3cr3t",
                    "recado.http.credentials.stock",
                    "Bearer s3cr3t",
                    "recado.http.credential-places.stock",
                    "header:X-Api-Key",
                    "recado.http.oauth.gone.token-url",
                    "http://127.0.0.1:1/token",
                    "recado.http.oauth.gone.client-id",
                    "hub",
                    "recado.http.oauth.gone.client-secret",
                    "s3cr3t")));
    spring.register(Http.class);
    spring.registerBean(
        SharedBreakers.class,
        () -> SharedBreakers.counting(Away::caused, Away::beside, Duration.ofHours(1)));
    spring.refresh();
    assembly = new Assembly(spring, List.of(spring.getBean(RoutePart.class)));
  }

  @AfterEach
  void close() {
    routes.close();
    spring.close();
    server.close();
  }

  private SharedBreakers breakers() {
    return spring.getBean(SharedBreakers.class);
  }

  private String state(String breaker) {
    return String.valueOf(breakers().states().get(breaker));
  }

  /** Saves flows by name, each with its steps. */
  private void save(String... namesAndSteps) throws IOException {
    RouteFiles hub = RouteFolder.at(Path.of("routes")).read();
    RouteFiles files = RouteFiles.NONE.with("kamelets/http-get-action.kamelet.yaml", hub);
    for (int i = 0; i < namesAndSteps.length; i += 2) {
      files =
          files.with(
              "flows/%s.camel.yaml".formatted(namesAndSteps[i]),
              """
              - route:
                  id: %1$s
                  nodePrefixId: %1$s-
                  from:
                    uri: direct:%1$s
                    steps:
              %2$s"""
                  .formatted(namesAndSteps[i], namesAndSteps[i + 1].indent(8)));
    }
    Generation generation = assembly.build(files);
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
  }

  private String get(String... parameters) {
    return getFrom(server.url() + "/v1/price", parameters);
  }

  private static String getFrom(String url, String... parameters) {
    return """
        - to:
            uri: kamelet:http-get-action
            parameters:
              url: "%s"
        """
            .formatted(url)
        + String.join("\n", parameters).indent(6);
  }

  private @Nullable Object ask(String flow, Map<String, Object> body) {
    Exchange sent =
        routes.send(
            "direct:" + flow,
            ExchangePattern.InOut,
            exchange -> {
              exchange.getMessage().setHeader("left", "from the step before");
              exchange.getMessage().setBody(new LinkedHashMap<>(body));
            });
    assertThat(sent.getException()).isNull();
    assertThat(sent.getMessage().getHeaders()).doesNotContainKeys("Authorization", "X-Api-Key");
    assertThat(sent.getVariables()).isEmpty();
    return sent.getMessage().getBody();
  }

  private FlowOutcome run(String flow) {
    Event event =
        new Event(UUID.randomUUID(), "test", flow, "test:1", Clock.systemUTC().instant(), Map.of());
    return flows.run(event, null, 0);
  }

  private Failed fails(String flow) {
    FlowOutcome outcome = run(flow);
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  private void open(String flow) {
    server.says(503, "");
    for (int i = 0; i < CALLS_TO_OPEN; i++) {
      assertThat(fails(flow).reason()).contains("respondeu 503");
    }
  }

  @Test
  void theJsonOfTheAnswerBecomesTheBody() throws IOException {
    save("a", get());
    server.says(200, "{\"amount\": 41.10, \"tags\": [\"x\", null], \"n\": 7}");
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("amount", new BigDecimal("41.10"));
    expected.put("tags", Arrays.asList("x", null));
    expected.put("n", 7);
    assertThat(ask("a", Map.of())).isEqualTo(expected);
    server.says(200, "[1, 2]");
    assertThat(ask("a", Map.of())).isEqualTo(List.of(1, 2));
    server.says(204, "");
    assertThat(ask("a", Map.of())).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aMissingRecordIsNull(int status) throws IOException {
    save("a", get());
    server.says(status, "{\"error\": \"no such product\"}");
    assertThat(ask("a", Map.of())).isNull();
  }

  @Test
  void dataOfTheEventIsEncodedAndNotEvaluated() throws IOException {
    save(
        "a",
        get(
            "path: \"/${body[id]}/notes\"",
            "query: \"name=${body[name]}&store=7&store=8&empty=${body[none]}\"",
            "headers: \"X-Name=${body[name]}&Accept-Language=pt-BR\"",
            "credential: stock"));
    ask("a", Map.of("id", "../7?x=1", "name", "João & Cia=#1 50%+\r\nX-Evil: 1"));
    AnsweringServer.Asked asked = server.asked().get(0);
    assertThat(asked.uri())
        .isEqualTo(
            "/v1/price/..%2F7%3Fx%3D1/notes?name=Jo%C3%A3o%20%26%20Cia%3D%231%2050%25%2B%0D%0AX-Evil%3A%201"
                + "&store=7&store=8&empty=");
    assertThat(asked.headers().getFirst("X-api-key")).isEqualTo("Bearer s3cr3t");
    assertThat(asked.headers().getFirst("Accept-language")).isEqualTo("pt-BR");
    assertThat(asked.headers()).doesNotContainKeys("X-evil", "Left", "Authorization");
  }

  @Test
  void aHeaderDoesNotControlCamel() throws IOException {
    save("a", get("headers: CamelHttpMethod=DELETE"));
    Failed failed = fails("a");
    assertThat(failed.kind()).isEqualTo(Kind.FAULT);
    assertThat(failed.reason()).contains("CamelHttpMethod");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aTokenServerThatIsAwayMakesTheEventWaitAndLeavesTheBreakerOfTheApiAlone()
      throws IOException {
    save("a", get("credential: gone"), "b", get());
    for (int i = 0; i < 2 * CALLS_TO_OPEN; i++) {
      Failed failed = fails("a");
      assertThat(failed.kind()).isEqualTo(Kind.AWAY);
      assertThat(failed.reason())
          .startsWith("127.0.0.1:1 não responde ao pedido de token da credencial 'gone'");
    }
    assertThat(breakers().states()).doesNotContainValue("OPEN");
    server.says(200, "[1]");
    assertThat(ask("b", Map.of())).isEqualTo(List.of(1));
  }

  @Test
  void theAnswerMayGoIntoAVariable() throws IOException {
    save(
        "a",
        """
        - to:
            uri: kamelet:http-get-action
            parameters:
              url: "%s"
            variableReceive: price
        - setBody:
            simple: "${body[id]} costs ${variable.price[amount]}"
        """
            .formatted(server.url()));
    server.says(200, "{\"amount\": 5}");
    Exchange sent =
        routes.send(
            "direct:a",
            ExchangePattern.InOut,
            exchange -> exchange.getMessage().setBody(Map.of("id", 7)));
    assertThat(sent.getMessage().getBody(String.class)).isEqualTo("7 costs 5");
  }

  @ParameterizedTest
  @CsvSource({
    "400, HOPELESS",
    "401, HOPELESS",
    "403, HOPELESS",
    "422, HOPELESS",
    "302, AWAY",
    "408, AWAY",
    "429, AWAY",
    "500, AWAY",
    "503, AWAY"
  })
  void aRefusalIsFinalAndOtherFailuresAreRetried(int status, Kind kind) throws IOException {
    save("a", get());
    server.says(status, "{}");
    Failed failed = fails("a");
    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.reason()).contains(server.host() + " respondeu " + status);
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"HEAD_WITHOUT_END", "HTML", "TRUNCATED", "TEN_MEGABYTES", "DEEP", "DRIP"})
  void aUselessAnswerCountsAsAnUnavailableApi(Answer answer) throws IOException {
    try (BadServer bad = new BadServer(answer)) {
      save("a", getFrom(bad.url(), "responseTimeout: 500"));
      assertThat(fails("a").kind()).isEqualTo(Kind.AWAY);
    }
  }

  @Test
  void aRefusedConnectionCountsAsAnUnavailableApi() throws IOException {
    String gone = server.url();
    server.close();
    save("a", getFrom(gone));
    for (int i = 0; i < CALLS_TO_OPEN; i++) {
      assertThat(fails("a").kind()).isEqualTo(Kind.AWAY);
    }
    assertThat(state(server.host())).isEqualTo("OPEN");
  }

  @Test
  void failuresOpenTheBreakerAndNoCallIsMadeUntilItTriesOnce() throws IOException {
    save("a", get());
    open("a");
    assertThat(state(server.host())).isEqualTo("OPEN");
    Failed failed = fails("a");
    assertThat(failed.kind()).isEqualTo(Kind.AWAY);
    assertThat(failed.reason())
        .startsWith("O disjuntor '" + server.host() + "' está aberto")
        .contains("(fluxo a)");
    assertThat(server.asked()).hasSize(CALLS_TO_OPEN);

    breakers().named(server.host()).transitionToHalfOpenState();
    assertThat(fails("a").reason()).contains("respondeu 503");
    assertThat(state(server.host())).isEqualTo("OPEN");

    breakers().named(server.host()).transitionToHalfOpenState();
    server.says(200, "{}");
    assertThat(run("a")).isInstanceOf(FlowOutcome.Done.class);
    assertThat(state(server.host())).isEqualTo("CLOSED");
  }

  @Test
  void refusalsDoNotOpenTheBreaker() throws IOException {
    save("a", get());
    server.says(403, "{}");
    for (int i = 0; i < 3 * CALLS_TO_OPEN; i++) {
      assertThat(fails("a").kind()).isEqualTo(Kind.HOPELESS);
    }
    server.says(404, "");
    for (int i = 0; i < 3 * CALLS_TO_OPEN; i++) {
      assertThat(run("a")).isInstanceOf(FlowOutcome.Done.class);
    }
    assertThat(state(server.host())).isEqualTo("CLOSED");
  }

  @Test
  void anOpenBreakerStaysOpenAfterASave() throws IOException {
    save("a", get());
    open("a");
    save("a", get("query: saved=again"));
    assertThat(fails("a").reason()).contains("disjuntor");
    assertThat(server.asked()).hasSize(CALLS_TO_OPEN);
  }

  @Test
  void flowsShareTheBreakerOfOneName() throws IOException {
    save(
        "a", get("breaker: prices"),
        "b", get("breaker: prices", "query: who=b"),
        "c", get("breaker: stock"));
    open("a");
    assertThat(fails("b").reason()).contains("disjuntor 'prices'");
    assertThat(fails("c").reason()).contains("respondeu 503");
    assertThat(breakers().states())
        .containsEntry("prices", "OPEN")
        .containsEntry("stock", "CLOSED");
  }

  @Test
  void anOpenBreakerOfTheAuthorThrowsAndMakesTheEventWait() throws IOException {
    save("a", own("circuitBreaker: prices", ""));
    open503("a");
    Failed failed = fails("a");
    assertThat(failed.kind()).isEqualTo(Kind.AWAY);
    assertThat(failed.reason()).startsWith("O disjuntor 'prices' está aberto");
    save("a", own("circuitBreaker: prices", ""));
    assertThat(fails("a").reason()).contains("disjuntor 'prices'");
    assertThat(server.asked()).hasSize(CALLS_TO_OPEN);
  }

  @Test
  void aBreakerWithoutANameLivesAsLongAsItsGenerationAndTriesOneCall() throws IOException {
    save("a", own("minimumNumberOfCalls: 6", ""));
    open503("a");
    assertThat(fails("a").reason()).startsWith("O disjuntor 'a-guarded' está aberto");
    assertThat(breakers().states()).isEmpty();
    CircuitBreaker breaker =
        Objects.requireNonNull(routes.current())
            .context()
            .getCamelContextExtension()
            .getContextPlugin(CircuitBreakerRegistry.class)
            .circuitBreaker("a-guarded");
    assertThat(breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState())
        .isEqualTo(1);
    save("a", own("minimumNumberOfCalls: 6", ""));
    assertThat(fails("a").reason()).contains("503");
  }

  @Test
  void aFallbackAnswersForAnUnavailableApi() throws IOException {
    String fallback =
        """
            onFallback:
              steps:
                - setBody:
                    constant: unknown
        """;
    save("a", own("circuitBreaker: prices", fallback));
    server.says(503, "");
    for (int i = 0; i < 2 * CALLS_TO_OPEN; i++) {
      assertThat(ask("a", Map.of())).isEqualTo("unknown");
    }
    assertThat(server.asked()).hasSize(CALLS_TO_OPEN);
  }

  private String own(String settings, String fallback) {
    return """
        - circuitBreaker:
            id: guarded
            inheritErrorHandler: true
            resilience4jConfiguration:
              %s
              throwExceptionWhenHalfOpenOrOpenState: true
            steps:
              - removeHeaders: {pattern: "*"}
              - setBody: {simple: "${null}"}
              - to:
                  uri: "%s"
                  parameters:
                    httpMethod: GET
        """
            .formatted(settings, server.url())
        + fallback.indent(0);
  }

  private void open503(String flow) {
    server.says(503, "");
    for (int i = 0; i < CALLS_TO_OPEN; i++) {
      assertThat(fails(flow).kind()).isEqualTo(Kind.AWAY);
    }
  }
}
