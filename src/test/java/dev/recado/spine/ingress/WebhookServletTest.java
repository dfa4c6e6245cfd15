package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** What a caller is told under a name that is no source, or not yet. */
class WebhookServletTest {

  private final AtomicBoolean known = new AtomicBoolean();
  private final IngressSettings settings =
      new IngressSettings(
          "servlet-test", 1, Duration.ofMillis(900), Duration.ofSeconds(7), Duration.ofSeconds(20));
  private final Bodies bodies =
      new Bodies(
          new BodySettings(
              DataSize.ofMegabytes(1),
              Duration.ofSeconds(5),
              DataSize.ofKilobytes(4),
              Duration.ofSeconds(60),
              64,
              Duration.ofSeconds(2)));
  private final WebhookServlet servlet =
      new WebhookServlet(
          new WebhookSources(List.of(), declared()),
          new WebhookEngine(),
          new Strangers(new RateLimit(new RateLimitSettings(2, 3600))),
          new Admission(
              new Headroom(Duration.ofSeconds(20), System::nanoTime),
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              System::nanoTime),
          bodies,
          settings,
          Clock.systemUTC(),
          new WebhookMeters(new SimpleMeterRegistry()));

  private DeclaredSources declared() {
    return new DeclaredSources() {
      @Override
      public Map<String, WebhookSource> current() {
        return Map.of();
      }

      @Override
      public boolean known() {
        return known.get();
      }
    };
  }

  @AfterEach
  void end() {
    bodies.close();
  }

  private MockHttpServletResponse call(String method) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/webhooks/shop/dev");
    request.setServletPath("/webhooks");
    request.setPathInfo("/shop/dev");
    request.addHeader("Origin", "https://www.example.com");
    MockHttpServletResponse response = new MockHttpServletResponse();
    servlet.service(request, response);
    return response;
  }

  @ParameterizedTest
  @CsvSource({"POST", "GET", "HEAD", "OPTIONS"})
  void untilTheFilesAreReadACallerIsToldToComeAgain(String method) throws Exception {
    MockHttpServletResponse answer = call(method);
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("7");
  }

  @Test
  void afterwardsAnUnknownNameIsNoSource() throws Exception {
    known.set(true);
    assertThat(call("POST").getStatus()).isEqualTo(404);
    assertThat(call("GET").getStatus()).isEqualTo(405);
    assertThat(call("OPTIONS").getStatus()).isEqualTo(403);
  }
}
