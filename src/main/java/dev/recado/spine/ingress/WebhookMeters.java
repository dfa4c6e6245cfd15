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
  private final Map<RequestKey, Timer> requests = new ConcurrentHashMap<>();
  private final Map<AnswerKey, Counter> webhooks = new ConcurrentHashMap<>();

  private record RequestKey(String method, String uri, int status) {}

  private record AnswerKey(WebhookSource source, int status) {}

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
    webhooks.computeIfAbsent(new AnswerKey(source, status), this::counter).increment();
  }

  private Counter counter(AnswerKey key) {
    return registry.counter(
        key.status < 300 ? "recado.accepted" : "recado.refused",
        "source",
        key.source.name(),
        "status",
        Integer.toString(key.status));
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
        .computeIfAbsent(new RequestKey(method, uri, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(RequestKey key) {
    return Timer.builder("http.server.requests")
        .tag("error", "none")
        .tag("exception", "none")
        .tag("method", key.method)
        .tag("outcome", outcome(HttpStatusCode.valueOf(key.status)))
        .tag("status", Integer.toString(key.status))
        .tag("uri", key.uri)
        .register(registry);
  }

  private static String outcome(HttpStatusCode status) {
    if (status.is2xxSuccessful()) {
      return "SUCCESS";
    }
    return status.is4xxClientError() ? "CLIENT_ERROR" : "SERVER_ERROR";
  }
}
