package dev.recado.spine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.recado.BadServer;
import dev.recado.BadServer.Answer;
import dev.recado.spine.camel.RouteFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Endless answers, for each HTTP client of the hub. */
@Timeout(60)
class AnswerLimitsTest {

  private static final Duration SHORT = Duration.ofMillis(400);

  @ParameterizedTest
  @EnumSource(names = {"TEN_MEGABYTES", "DRIP"})
  void apachesClientGivesUpAndGetsItsConnectionsBack(Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        CloseableHttpClient client = Outbound.httpClient(SHORT, 1)) {
      for (int call = 1; call <= 3; call++) {
        assertThatThrownBy(
                () ->
                    client.execute(
                        new HttpGet(server.url()), got -> EntityUtils.toByteArray(got.getEntity())))
            .isInstanceOf(AnswerLimitException.class);
      }
      // No thread reads on in the background either.
      await().untilAsserted(() -> assertThat(server.hungUp()).isEqualTo(3));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TEN_MEGABYTES", "DRIP"})
  void aCallerThatWantsNoBodyDoesNotWaitForIt(Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        CloseableHttpClient client = Outbound.httpClient(SHORT, 1)) {
      for (int call = 1; call <= 3; call++) {
        int status =
            client.execute(
                new HttpGet(server.url()),
                got -> {
                  EntityUtils.consume(got.getEntity());
                  return got.getCode();
                });
        assertThat(status).isEqualTo(200);
      }
      await().untilAsserted(() -> assertThat(server.hungUp()).isEqualTo(3));
    }
  }

  @Test
  void anEndlessHeadIsGivenUp() throws IOException {
    try (BadServer server = new BadServer(Answer.HEAD_WITHOUT_END);
        CloseableHttpClient client = Outbound.httpClient(Duration.ofSeconds(20), 1)) {
      assertThatThrownBy(() -> client.execute(new HttpGet(server.url()), got -> got.getCode()))
          .hasMessageContaining("header count");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TEN_MEGABYTES", "DRIP"})
  void springsClientGivesUp(Answer answer) {
    try (BadServer server = new BadServer(answer)) {
      RestClient client = Outbound.client(SHORT, 1);
      for (int call = 1; call <= 2; call++) {
        assertThatThrownBy(
                () ->
                    client
                        .get()
                        .uri(server.url())
                        .exchange((sent, got) -> got.getBody().readAllBytes()))
            .isInstanceOf(ResourceAccessException.class)
            .hasRootCauseInstanceOf(root(answer));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TEN_MEGABYTES", "DRIP"})
  void camelsClientGivesUpByDefault(Answer answer) throws Exception {
    try (BadServer server = new BadServer(answer);
        CamelContext camel = camel()) {
      for (int call = 1; call <= 2; call++) {
        assertThatThrownBy(() -> ask(camel, server))
            .isInstanceOf(CamelExecutionException.class)
            .hasRootCauseInstanceOf(root(answer));
      }
    }
  }

  @Test
  void camelsClientGivesUpAnEndlessHeadToo() throws Exception {
    try (BadServer server = new BadServer(Answer.HEAD_WITHOUT_END);
        CamelContext camel = camel()) {
      assertThatThrownBy(() -> ask(camel, server))
          .isInstanceOf(CamelExecutionException.class)
          .rootCause()
          .hasMessageContaining("header count");
    }
  }

  @Test
  void camelsClientDoesNotFollowARedirectToALoginPage() throws Exception {
    try (BadServer server = new BadServer(Answer.REDIRECT);
        CamelContext camel = camel()) {
      assertThat(ask(camel, server).getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
          .isEqualTo(302);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** The root cause: a wait that was cut off ends with the exception of the closed socket. */
  private static Class<? extends IOException> root(Answer answer) {
    return answer == Answer.DRIP ? java.net.SocketException.class : AnswerLimitException.class;
  }

  private static CamelContext camel() {
    DefaultCamelContext camel = new DefaultCamelContext();
    HttpSettings none = new HttpSettings(Map.of(), Map.of(), Map.of());
    new HttpConfiguration()
        .limitedHttp(new Credentials(none, Clock.systemUTC()))
        .prepare(camel, RouteFiles.NONE);
    camel.disableJMX();
    camel.start();
    assertThat(camel.getComponent("https", HttpComponent.class).getHttpClientConfigurer())
        .isNotNull();
    return camel;
  }

  private static Exchange ask(CamelContext camel, BadServer server) {
    Exchange answer =
        camel
            .createFluentProducerTemplate()
            .to(server.url() + "/api?responseTimeout=400&throwExceptionOnFailure=false")
            .send();
    if (answer.getException() != null) {
      throw new CamelExecutionException("failed", answer, answer.getException());
    }
    return answer;
  }
}
