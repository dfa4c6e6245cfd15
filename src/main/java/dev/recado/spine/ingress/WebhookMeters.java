package dev.recado.spine.ingress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatusCode;

/** The meters of webhooks. Each meter is looked up once. */
final class WebhookMeters {

  private final MeterRegistry registry;
  private final Timer ackTime;
  private final Map<Asked, Timer> requests = new ConcurrentHashMap<>();
  private final Map<Told, Counter> webhooks = new ConcurrentHashMap<>();

  private record Asked(String method, String uri, int status) {}

  private record Told(WebhookSource source, int status) {}

  WebhookMeters(MeterRegistry registry) {
    this.registry = registry;
    this.ackTime =
        Timer.builder("recado.ack")
            .description("From the request to its acknowledgement")
            .publishPercentileHistogram()
            .register(registry);
  }

  /** Counts an answer to a source. */
  void told(WebhookSource source, int status) {
    webhooks.computeIfAbsent(new Told(source, status), this::counter).increment();
  }

  private Counter counter(Told told) {
    return registry.counter(
        told.status < 300 ? "recado.accepted" : "recado.refused",
        "source",
        told.source.name(),
        "status",
        Integer.toString(told.status));
  }

  /** Notes how long an acknowledgement took, in nanoseconds. */
  void acknowledged(long nanos) {
    ackTime.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Notes a request under the names that Spring gives to requests of the API.
   *
   * @param uri the path as a template, because a token in the path is a secret
   * @param nanos how long it took
   */
  void request(String method, String uri, int status, long nanos) {
    requests
        .computeIfAbsent(new Asked(method, uri, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Asked asked) {
    return Timer.builder("http.server.requests")
        .tag("error", "none")
        .tag("exception", "none")
        .tag("method", asked.method)
        .tag("outcome", outcome(HttpStatusCode.valueOf(asked.status)))
        .tag("status", Integer.toString(asked.status))
        .tag("uri", asked.uri)
        .register(registry);
  }

  private static String outcome(HttpStatusCode status) {
    if (status.is2xxSuccessful()) {
      return "SUCCESS";
    }
    return status.is4xxClientError() ? "CLIENT_ERROR" : "SERVER_ERROR";
  }
}
