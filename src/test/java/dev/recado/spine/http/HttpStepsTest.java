package dev.recado.spine.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.NoTokenException;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** What HTTP steps of a flow send: their own headers and credentials, and nobody else's. */
class HttpStepsTest {

  private static final String SECRET = "s3cr3t";

  private final WireMockServer first = new WireMockServer(options().dynamicPort());
  private final WireMockServer second = new WireMockServer(options().dynamicPort());
  private final AnnotationConfigApplicationContext spring =
      new AnnotationConfigApplicationContext();
  private final Routes routes = new Routes();

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.recado.spine.http")
  @ConfigurationPropertiesScan("dev.recado.spine.http")
  static class Http {

    /** As Spring Boot does: it sets every default once more. */
    @Bean
    ComponentCustomizer defaults() {
      return ComponentCustomizer.builder(HttpComponent.class)
          .build(
              component -> {
                component.setCookieManagementDisabled(false);
                component.setCopyHeaders(true);
              });
    }
  }

  @BeforeEach
  void begin() {
    first.start();
    second.start();
    says(first, aResponse().withHeader("Set-Cookie", "id=1").withHeader("X-Token", "of-the-first"));
    says(second, aResponse());
    spring
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "hub",
                Map.of(
                    "recado.http.credentials.key",
                    SECRET,
                    "recado.http.credentials.query",
                    SECRET + " &=",
                    "recado.http.credential-places.query",
                    "query:api_key[]",
                    "recado.http.oauth.token.token-url",
                    second.baseUrl() + "/token",
                    "recado.http.oauth.token.client-id",
                    "hub",
                    "recado.http.oauth.token.client-secret",
                    SECRET,
                    "recado.http.oauth.token.scope",
                    "prices stock")));
    spring.register(Http.class);
    spring.registerBean(
        SharedBreakers.class,
        () -> SharedBreakers.counting(e -> false, e -> false, Duration.ofHours(1)));
    spring.refresh();
  }

  @AfterEach
  void close() {
    routes.close();
    spring.close();
    first.stop();
    second.stop();
  }

  private static void says(WireMockServer server, ResponseDefinitionBuilder answer) {
    server.stubFor(any(anyUrl()).willReturn(answer.withBody("{}")));
  }

  private Exchange run(String steps) throws IOException {
    return run(steps, "");
  }

  private Exchange run(String steps, String errorHandler) throws IOException {
    load(steps, errorHandler);
    return again(Map.of("id", 7));
  }

  private void load(String steps, String errorHandler) throws IOException {
    RouteFiles files =
        RouteFiles.NONE
            .with("kamelets/http-get-action.kamelet.yaml", RouteFolder.at(Path.of("routes")).read())
            .with(
                "kamelets/own.kamelet.yaml",
                """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: own
                spec:
                  definition:
                    type: object
                    properties:
                      url:
                        type: string
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - setHeader: {name: X-Kamelet, constant: inside}
                        - to: "{{url}}/inside?httpMethod=GET"
                        - setHeader: {name: X-Left, constant: behind}
                """)
            .with(
                "flows/a.camel.yaml",
                """
                - route:
                    id: a
                    nodePrefixId: a-
                """
                    + errorHandler
                    + "    from:\n      uri: direct:a\n      steps:\n"
                    + steps
                        .replace("FIRST", first.baseUrl())
                        .replace("SECOND", second.baseUrl())
                        .indent(8));
    Generation generation =
        new Assembly(spring, List.of(spring.getBean(RoutePart.class))).build(files);
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
  }

  private Exchange again(Map<String, ?> body) {
    return routes.send(
        "direct:a", ExchangePattern.InOut, exchange -> exchange.getMessage().setBody(body));
  }

  private static List<LoggedRequest> asked(WireMockServer server) {
    return server.findAll(anyRequestedFor(anyUrl()));
  }

  private static LoggedRequest last(WireMockServer server) {
    List<LoggedRequest> all = asked(server);
    return all.get(all.size() - 1);
  }

  private static List<String> names(LoggedRequest request) {
    return request.getHeaders().keys().stream().map(String::toLowerCase).toList();
  }

  @Test
  void aHeaderBelongsToTheNextHttpStepAlone() throws IOException {
    Exchange exchange =
        run(
            """
            - setHeader: {name: Authorization, constant: Bearer s3cr3t}
            - setHeader: {name: CamelHttpPath, constant: /one}
            - to: FIRST?httpMethod=GET
            - setVariable: {name: told, simple: "${header.X-Token}"}
            - setHeader: {name: X-Mine, constant: mine}
            - to: SECOND?httpMethod=GET
            """);
    assertThat(exchange.getException()).isNull();
    assertThat(last(first).getHeader("Authorization")).isEqualTo("Bearer s3cr3t");
    assertThat(last(first).getUrl()).isEqualTo("/one");
    assertThat(exchange.getVariable("told")).isEqualTo("of-the-first");
    assertThat(last(second).getUrl()).isEqualTo("/");
    assertThat(names(last(second)))
        .contains("x-mine")
        .doesNotContain("authorization", "set-cookie", "x-token", "cookie");
    assertThat(exchange.getMessage().getHeaders().toString()).doesNotContain(SECRET);
  }

  @Test
  void anAnswerInAVariableDoesNotBringTheHeaderBack() throws IOException {
    run(
        """
        - setHeader: {name: Authorization, constant: Bearer s3cr3t}
        - to:
            uri: FIRST
            parameters: {httpMethod: GET}
            variableReceive: one
        - to:
            uri: SECOND
            parameters: {httpMethod: GET, copyHeaders: true}
            variableReceive: two
        - to: {uri: SECOND, parameters: {httpMethod: GET}}
        """);
    assertThat(last(first).getHeader("Authorization")).isNotNull();
    assertThat(asked(second)).hasSize(2);
    asked(second).forEach(request -> assertThat(names(request)).doesNotContain("authorization"));
  }

  @Test
  void aHeaderThatIsSetAgainIsSentAgain() throws IOException {
    run(
        """
        - loop:
            constant: "2"
            steps:
              - setHeaders:
                  headers:
                    - {name: X-Key, constant: same}
              - to: {uri: FIRST, parameters: {httpMethod: GET}, variableReceive: one}
        - setHeader: {name: X-Token, simple: "${header.X-Key}"}
        - toD: {uri: "SECOND/${body[id]}", parameters: {httpMethod: GET}}
        """);
    assertThat(asked(first)).hasSize(2);
    asked(first).forEach(each -> assertThat(each.getHeader("X-Key")).isEqualTo("same"));
    assertThat(last(second).getHeader("X-Token")).isEqualTo("same");
    assertThat(last(second).getUrl()).startsWith("/7");
    assertThat(names(last(second))).doesNotContain("x-key");
  }

  @Test
  void aFailedStepLeavesNothingForTheNextOne() throws IOException {
    says(first, aResponse().withStatus(500));
    run(
        """
        - setHeader: {name: Authorization, constant: Bearer s3cr3t}
        - doTry:
            steps:
              - to: {uri: FIRST, parameters: {httpMethod: GET}}
            doCatch:
              - exception: [java.lang.Exception]
                steps:
                  - to: {uri: SECOND, parameters: {httpMethod: GET}}
        """);
    assertThat(names(last(second))).doesNotContain("authorization");
  }

  @Test
  void aStepThatIsRepeatedSendsItsHeadersAgain() throws IOException {
    says(first, aResponse().withStatus(500));
    run(
        """
        - setHeader: {name: X-Key, constant: mine}
        - circuitBreaker:
            inheritErrorHandler: true
            steps:
              - to: {uri: FIRST, parameters: {httpMethod: GET}}
        """,
        """
        errorHandler:
          defaultErrorHandler:
            redeliveryPolicy: {maximumRedeliveries: "1", redeliveryDelay: "0"}
        """
            .indent(4));
    assertThat(asked(first)).hasSize(2);
    asked(first).forEach(each -> assertThat(each.getHeader("X-Key")).isEqualTo("mine"));
  }

  @Test
  void aKameletNeitherSendsTheHeadersOfItsCallerNorLeavesItsOwn() throws IOException {
    run(
        """
        - setHeader: {name: Authorization, constant: Bearer s3cr3t}
        - to: {uri: "kamelet:own", parameters: {url: FIRST}, variableReceive: one}
        - to: {uri: SECOND, parameters: {httpMethod: GET}}
        """);
    assertThat(names(last(first))).contains("x-kamelet").doesNotContain("authorization");
    assertThat(names(last(second)))
        .contains("authorization")
        .doesNotContain("x-kamelet", "x-left", "x-token");
  }

  @Test
  void aKameletWithoutAVariableLeavesNothingEither() throws IOException {
    run(
        """
        - to: {uri: "kamelet:own", parameters: {url: FIRST}}
        - to: {uri: SECOND, parameters: {httpMethod: GET}}
        - to:
            uri: kamelet:http-get-action
            parameters: {url: FIRST, credential: key, headers: {X-Read: "${body}"}}
        - to: {uri: SECOND, parameters: {httpMethod: GET}}
        """);
    assertThat(last(first).getHeader("Authorization")).isEqualTo(SECRET);
    asked(second)
        .forEach(
            request ->
                assertThat(names(request))
                    .doesNotContain("x-kamelet", "x-left", "x-token", "authorization", "x-read"));
  }

  private Outcome refused(ResponseDefinitionBuilder answer) throws IOException {
    first.stubFor(any(anyUrl()).willReturn(answer));
    load(
        """
        - setVariable: {name: address, constant: "FIRST/clients"}
        - bean: {ref: httpCalls, method: prepare}
        - toD: {uri: "${variable.httpServer}", parameters: {throwExceptionOnFailure: false}}
        - bean: {ref: httpCalls, method: outcome}
        """,
        "");
    Exchange exchange = again(Map.of("method", "POST", "credential", "key", "body", "{}"));
    assertThat(exchange.getException()).isNull();
    return exchange.getVariable("outcome", Outcome.class);
  }

  @Test
  void aRefusalKeepsTheBeginningOfItsTextWithoutTheSecret() throws IOException {
    assertThat(
            refused(
                aResponse()
                    .withStatus(422)
                    .withHeader("Content-Type", "application/json")
                    .withHeader("X-Trace", "hidden")
                    .withBody("{\"error\":\n \"used by " + SECRET + "\"}")))
        .isEqualTo(new Outcome.Refused("HTTP_422", "{\"error\": \"used by ***\"}"));
    Outcome longest =
        refused(aResponse().withStatus(400).withBody("x".repeat(499) + SECRET + "y".repeat(99)));
    assertThat(longest.answer()).isEqualTo("x".repeat(499) + "*");
  }

  @Test
  void aRefusalThatIsNoTextKeepsOnlyItsCode() throws IOException {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff};
    assertThat(refused(aResponse().withStatus(400).withBody(picture)))
        .isEqualTo(new Outcome.Refused("HTTP_400"));
    assertThat(
            refused(
                aResponse()
                    .withStatus(400)
                    .withHeader("Content-Type", "application/pdf")
                    .withBody("%PDF")))
        .isEqualTo(new Outcome.Refused("HTTP_400"));
    assertThat(refused(aResponse().withStatus(404))).isEqualTo(new Outcome.Refused("HTTP_404"));
  }

  @Test
  void theAddressOfAReadStaysEncodedAsItsAuthorWroteIt() throws IOException {
    run(
        """
        - to:
            uri: kamelet:http-get-action
            parameters: {url: "FIRST/u/a%2Fb%20c", query: {q: "a&b"}}
        - to:
            uri: kamelet:http-get-action
            parameters: {url: "FIRST/u%3F/", path: "/x/${body}"}
        - to:
            uri: kamelet:http-get-action
            parameters: {url: "SECOND"}
        """);
    assertThat(asked(first).get(0).getUrl()).isEqualTo("/u/a%2Fb%20c?q=a%26b");
    assertThat(asked(first).get(1).getUrl()).startsWith("/u%3F/x/");
    assertThat(asked(second)).extracting(LoggedRequest::getUrl).containsExactly("/");
  }

  @Test
  void noRedirectLeadsToAnotherHost() throws IOException {
    says(first, aResponse().withStatus(302).withHeader("Location", second.baseUrl() + "/stolen"));
    for (boolean follow : new boolean[] {false, true}) {
      run(
          """
          - setHeader: {name: X-Api-Key, constant: s3cr3t}
          - to:
              uri: FIRST
              parameters: {httpMethod: GET, followRedirects: %s, throwExceptionOnFailure: false}
          - to: {uri: kamelet:http-get-action, parameters: {url: FIRST, credential: key}}
          """
              .formatted(follow));
    }
    assertThat(asked(first)).isNotEmpty();
    assertThat(asked(second)).isEmpty();
  }

  @Test
  void aRedirectOnTheSameHostIsFollowedIfTheAuthorWantsThat() throws IOException {
    first.stubFor(
        com.github.tomakehurst.wiremock.client.WireMock.get("/old")
            .willReturn(aResponse().withStatus(302).withHeader("Location", "/new")));
    run("- to: {uri: FIRST/old, parameters: {httpMethod: GET, followRedirects: true}}");
    assertThat(asked(first)).extracting(LoggedRequest::getUrl).contains("/old", "/new");
  }

  @Test
  void cookiesOfAnAnswerAreForgotten() throws IOException {
    run("- to: {uri: FIRST, parameters: {httpMethod: GET}}");
    again(Map.of("id", 7));
    assertThat(asked(first)).hasSize(2);
    asked(first).forEach(request -> assertThat(names(request)).doesNotContain("cookie"));
  }

  @Test
  void aCredentialMayGoIntoTheQueryAndIsInNoMessage() throws IOException {
    Exchange exchange = run(reading("query"));
    assertThat(last(first).getUrl()).isEqualTo("/v1?id=7&api_key%5B%5D=s3cr3t%20%26%3D");
    assertThat(names(last(first))).doesNotContain("authorization", "camelrecadocredential");
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
    says(first, aResponse().withStatus(500));
    Exchange failed = again(Map.of("id", 7));
    assertThat(all(failed.getException())).doesNotContain(SECRET);
    first.stop();
    // The first one after it may still find the connection that the server has just closed.
    assertThat(all(again(Map.of("id", 7)).getException())).doesNotContain(SECRET);
    assertThat(all(again(Map.of("id", 7)).getException()))
        .contains("localhost")
        .doesNotContain(SECRET);
  }

  private static String all(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  private static String reading(String credential) {
    return """
        - to:
            uri: kamelet:http-get-action
            parameters:
              url: FIRST/v1
              query: {id: "${body[id]}"}
              credential: %s
        """
        .formatted(credential);
  }

  private void tokens(String... tokens) {
    String state = Scenario.STARTED;
    for (int i = 0; i < tokens.length; i++) {
      String next = "after " + i;
      second.stubFor(
          post(urlPathEqualTo("/token"))
              .inScenario("tokens")
              .whenScenarioStateIs(state)
              .willSetStateTo(next)
              .willReturn(
                  aResponse()
                      .withHeader("Content-Type", "application/json")
                      .withBody(
                          "{\"access_token\": \"%s\", \"expires_in\": 3600}"
                              .formatted(tokens[i]))));
      state = next;
    }
  }

  @Test
  void aTokenIsAskedForOnceAndKept() throws Exception {
    tokens("one");
    assertThat(run(reading("token")).getException()).isNull();
    again(Map.of("id", 7));
    assertThat(asked(first))
        .extracting(r -> r.getHeader("Authorization"))
        .containsOnly("Bearer one");
    LoggedRequest token = asked(second).get(0);
    assertThat(asked(second)).hasSize(1);
    assertThat(token.getBodyAsString())
        .isEqualTo("grant_type=client_credentials&scope=prices+stock");
    assertThat(token.getHeader("Authorization"))
        .isEqualTo(
            "Basic "
                + java.util.Base64.getEncoder().encodeToString(("hub:" + SECRET).getBytes(UTF_8)));
  }

  @Test
  void flowsAtTheSameTimeAskForOneToken() throws Exception {
    tokens("one");
    run("- setBody: {constant: warm}");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch together = new CountDownLatch(8);
    Credentials credentials = spring.getBean(Credentials.class);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                credentials.use(
                    "token",
                    new org.apache.camel.support.DefaultExchange(
                        new org.apache.camel.impl.DefaultCamelContext()));
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
    assertThat(asked(second)).hasSize(1);
  }

  @Test
  void afterA401AnotherTokenIsAskedForOnce() throws Exception {
    tokens("one", "two");
    first.stubFor(
        any(anyUrl())
            .withHeader(
                "Authorization",
                com.github.tomakehurst.wiremock.client.WireMock.equalTo("Bearer one"))
            .willReturn(aResponse().withStatus(401)));
    Exchange exchange = run(reading("token"));
    assertThat(exchange.getException()).isNull();
    assertThat(asked(first))
        .extracting(request -> request.getHeader("Authorization"))
        .containsExactly("Bearer one", "Bearer two");
    says(first, aResponse().withStatus(401));
    tokens("three");
    second.resetScenarios();
    assertThat(all(again(Map.of("id", 7)).getException()))
        .contains("respondeu 401")
        .doesNotContain("Bearer");
    assertThat(asked(first)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"500, gone", "200, <html>", "400, invalid_client"})
  void aRevokedTokenWhoseServerGivesNoOtherIsThatServersFailure(int status, String body)
      throws Exception {
    tokens("one");
    assertThat(run(reading("token")).getException()).isNull();
    says(first, aResponse().withStatus(401));
    second.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    Exception failure = again(Map.of("id", 7)).getException();
    assertThat(failure)
        .hasRootCauseInstanceOf(NoTokenException.class)
        .hasMessageContaining("'token'")
        .hasMessageNotContaining("respondeu 401");
    assertThat(Failures.outcome(failure, true, false)).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void aSilentTokenServerIsNamedWithTheCredential() throws Exception {
    second.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
    Exception failure = run(reading("token")).getException();
    assertThat(failure)
        .hasCauseInstanceOf(NoTokenException.class)
        .hasMessageContaining("não responde ao pedido de token da credencial 'token'");
    assertThat(Failures.outcome(failure, true, false)).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void withoutATokenNothingIsSentAndTheReasonNamesTheSetting() throws Exception {
    second.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(aResponse().withStatus(401).withBody("no such client " + SECRET)));
    String failure = all(run(reading("token")).getException());
    assertThat(failure)
        .contains("respondeu 401 ao pedido de token da credencial 'token'")
        .doesNotContain(SECRET);
    assertThat(asked(first)).isEmpty();
  }

  @Test
  void anUnknownCredentialIsNamed() throws Exception {
    assertThat(all(run(reading("nobody")).getException()))
        .contains("RECADO_HTTP_CREDENTIALS_NOBODY");
    assertThat(asked(first)).isEmpty();
  }
}
