package dev.recado.ingress;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: {@code POST /webhooks/<source>[/<token>]}.
 *
 * <p>Every source answers under {@code /webhook/} as well, where existing WAHA installations post.
 *
 * <p>A servlet and not a {@code platform-http} route, which loses the raw body of forms, makes
 * message headers of their fields and holds a thread for each request (ADR 0003).
 */
final class Ingress extends HttpServlet {

  private static final Logger log = LoggerFactory.getLogger(Ingress.class);
  private static final long serialVersionUID = 1L;

  private final transient Map<String, WebhookSource> sources;
  private final transient InboundLog inbound;
  private final transient RateLimit rateLimit;
  private final transient IngressSettings settings;
  private final transient Clock clock;
  private final transient MeterRegistry meters;
  private final transient Timer ackTime;

  Ingress(
      Collection<WebhookSource> sources,
      InboundLog inbound,
      RateLimit rateLimit,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.sources = sources.stream().collect(Collectors.toMap(WebhookSource::name, s -> s));
    this.inbound = inbound;
    this.rateLimit = rateLimit;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    this.ackTime =
        Timer.builder("recado.ack")
            .description("From the request to its acknowledgement")
            .publishPercentileHistogram()
            .register(meters);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long begin = System.nanoTime();
    Path path = Path.of(request);
    WebhookSource source = sources.get(path.source());
    if (source == null) {
      Answer.problem(404, "No such webhook", "There is no source of this name.").to(response);
      return;
    }
    byte[] body = Body.read(request, (int) settings.bodyLimit().toBytes());
    if (body == null) {
      refuse(response, source, 413, "Body too large", "The limit is " + settings.bodyLimit() + ".");
      return;
    }
    Webhook webhook =
        new Webhook(
            path.token(), request.getContentType(), headers(request), body, clock.instant());
    if (!source.trusts(webhook)) {
      distrust(request, response, source);
      return;
    }
    accept(request, source, webhook, begin);
  }

  private static Function<String, @Nullable String> headers(HttpServletRequest request) {
    return request::getHeader;
  }

  private void distrust(
      HttpServletRequest request, HttpServletResponse response, WebhookSource source)
      throws IOException {
    if (rateLimit.allows(request.getRemoteAddr())) {
      refuse(response, source, 401, "Not trusted", "The token or the signature is wrong.");
    } else {
      response.setHeader("Retry-After", Long.toString(rateLimit.retryAfterSeconds()));
      refuse(response, source, 429, "Too many requests", "Too many requests without a token.");
    }
  }

  private void refuse(
      HttpServletResponse response, WebhookSource source, int status, String title, String detail)
      throws IOException {
    count("recado.refused", source, Integer.toString(status));
    Answer.problem(status, title, detail).to(response);
  }

  private void accept(
      HttpServletRequest request, WebhookSource source, Webhook webhook, long begin) {
    InboundRecord record =
        InboundRecord.of(
            source.name(),
            source.identify(webhook),
            webhook.receivedAt(),
            webhook.contentType(),
            webhook.body());
    AsyncContext async = request.startAsync();
    async.setTimeout(settings.ackWithin().toMillis() * 10);
    // The answer only fills a buffer here; it is a thread of the container that writes it to the
    // socket, so that a slow reader does not hold the log's own thread.
    inbound
        .append(record)
        .whenComplete((nothing, failure) -> finish(async, record, source, failure, begin));
  }

  private void finish(
      AsyncContext async,
      InboundRecord record,
      WebhookSource source,
      @Nullable Throwable failure,
      long begin) {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    try {
      if (failure == null) {
        Answer.accepted(record.id()).to(response);
        count("recado.accepted", source, "202");
      } else if (failure instanceof TooLargeException) {
        refuse(response, source, 413, "Body too large", "The Kafka of this hub takes less.");
      } else {
        response.setHeader("Retry-After", Long.toString(settings.retryAfter().toSeconds()));
        refuse(response, source, 503, "Try again", "The hub cannot keep the webhook just now.");
      }
      ackTime.record(System.nanoTime() - begin, java.util.concurrent.TimeUnit.NANOSECONDS);
    } catch (IOException gone) {
      // The record is safe; only the acknowledgement is lost, and the sender will try again.
      log.debug("Sender of {} hung up before its answer", record.id());
    } finally {
      async.complete();
    }
  }

  private void count(String name, WebhookSource source, String status) {
    meters.counter(name, "source", source.name(), "status", status).increment();
  }

  /** The parts of a webhook's path; a token may also come as the query parameter {@code token}. */
  private record Path(String source, @Nullable String token) {

    static Path of(HttpServletRequest request) {
      String info = request.getPathInfo();
      String[] parts = (info == null ? "" : info.substring(1)).split("/", 2);
      return new Path(parts[0], parts.length > 1 ? parts[1] : queryToken(request));
    }

    private static @Nullable String decoded(String text) {
      try {
        return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
      } catch (IllegalArgumentException badlyEscaped) {
        return null;
      }
    }

    /** Read from the raw query: getParameter would consume the body of a form. */
    private static @Nullable String queryToken(HttpServletRequest request) {
      String query = request.getQueryString();
      if (query == null) {
        return null;
      }
      for (String pair : query.split("&")) {
        if (pair.startsWith("token=")) {
          return decoded(pair.substring("token=".length()));
        }
      }
      return null;
    }
  }
}
