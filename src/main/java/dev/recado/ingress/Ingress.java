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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * The front door: {@code POST /webhooks/<source>[/<token>]}.
 *
 * <p>Every source answers under {@code /webhook/} as well, where existing WAHA installations post,
 * and some under a path of the system before.
 *
 * <p>A servlet and not a {@code platform-http} route, which loses the raw body of forms, makes
 * message headers of their fields and holds a thread for each request (ADR 0003).
 */
final class Ingress extends HttpServlet {

  private static final Logger log = LoggerFactory.getLogger(Ingress.class);
  private static final long serialVersionUID = 1L;

  /** Paths of the systems before, with a token behind them, and whose they are. */
  static final Map<String, String> FORMER = Map.of("/whatsapp-webhook", "gateway");

  private final transient Map<String, WebhookSource> sources;
  private final transient InboundLog inbound;
  private final transient RateLimit rateLimit;
  private final transient Bodies bodies;
  private final transient IngressSettings settings;
  private final transient Clock clock;
  private final transient MeterRegistry meters;
  private final transient Timer ackTime;

  Ingress(
      Collection<WebhookSource> sources,
      InboundLog inbound,
      RateLimit rateLimit,
      Bodies bodies,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.sources = sources.stream().collect(Collectors.toMap(WebhookSource::name, s -> s));
    this.inbound = inbound;
    this.rateLimit = rateLimit;
    this.bodies = bodies;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    this.ackTime =
        Timer.builder("recado.ack")
            .description("From the request to its acknowledgement")
            .publishPercentileHistogram()
            .register(meters);
  }

  /** Whether a request comes to this servlet. */
  static boolean takes(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/webhooks/") || path.startsWith("/webhook/") || former(path) != null;
  }

  private static @Nullable String former(String path) {
    return FORMER.keySet().stream()
        .filter(former -> path.equals(former) || path.startsWith(former + "/"))
        .findFirst()
        .orElse(null);
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
    meteredAs(request, source.path());
    Origins.allow(source, request, response);
    Answer refusal =
        source.mayTrust(path.token())
            ? bodies.refusal(request)
            : distrust(source, request.getRemoteAddr());
    if (refusal != null) {
      refuse(source, refusal).to(response);
      return;
    }
    Delivery delivery = new Delivery(request, source, path.token(), begin);
    byte[] arrived = bodies.arrived(request);
    if (arrived == null) {
      bodies.read(delivery.async, delivery::whole, answer -> refuse(source, answer));
    } else {
      delivery.whole(arrived);
    }
  }

  /** Without the token, which a metric must not show. */
  private static void meteredAs(HttpServletRequest request, String path) {
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(metered -> metered.setPathPattern(path));
  }

  /** A browser asks before it posts; nothing is told by that but which origins may. */
  @Override
  protected void doOptions(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    WebhookSource source = sources.get(Path.of(request).source());
    if (source == null || !Origins.allow(source, request, response)) {
      Answer.problem(403, "Not from there", "No page of this origin may post here.").to(response);
      return;
    }
    Origins.preflight(response);
  }

  private Answer distrust(WebhookSource source, String address) {
    OptionalLong wait = rateLimit.tooMany("webhooks of " + source.name(), address);
    return wait.isEmpty()
        ? Answer.problem(401, "Not trusted", "The token or the signature is wrong.")
        : Answer.problem(429, "Too many requests", "Too many requests without a token.")
            .after(wait.getAsLong());
  }

  private Answer refuse(WebhookSource source, Answer answer) {
    count("recado.refused", source, Integer.toString(answer.status()));
    return answer;
  }

  /** One webhook on its way from the first byte to its acknowledgement; no thread waits for it. */
  private final class Delivery {

    private final HttpServletRequest request;
    private final WebhookSource source;
    private final @Nullable String token;
    private final String address;
    private final long begin;
    private final AsyncContext async;

    Delivery(HttpServletRequest request, WebhookSource source, @Nullable String token, long begin) {
      this.request = request;
      this.source = source;
      this.token = token;
      this.address = request.getRemoteAddr();
      this.begin = begin;
      this.async = request.startAsync();
      // Both the body and the log have a time of their own.
      async.setTimeout(0);
    }

    /** Whatever happens, the sender gets an answer: nobody else would end its request. */
    void whole(byte[] body) {
      try {
        take(body);
      } catch (RuntimeException | Error e) {
        log.error("A webhook of {} could not be taken", source.name(), e);
        answer(refuse(source, tryAgain()));
      }
    }

    private void take(byte[] body) {
      Webhook webhook =
          new Webhook(token, request.getContentType(), request::getHeader, body, clock.instant());
      if (!source.trusts(webhook)) {
        answer(refuse(source, distrust(source, address)));
        return;
      }
      InboundRecord record =
          InboundRecord.of(
              source.name(),
              source.identify(webhook),
              webhook.receivedAt(),
              webhook.contentType(),
              webhook.body());
      inbound.append(record).whenComplete((nothing, failure) -> acknowledge(record, failure));
    }

    private void acknowledge(InboundRecord record, @Nullable Throwable failure) {
      if (failure == null) {
        String thanks = source.thanks();
        Answer taken =
            thanks == null
                ? Answer.accepted(source.accepted(), record.id())
                : Answer.thanks(thanks);
        count("recado.accepted", source, Integer.toString(taken.status()));
        answer(taken);
      } else if (failure instanceof TooLargeException) {
        answer(
            refuse(
                source,
                Answer.problem(413, "Body too large", "The Kafka of this hub takes less.")));
      } else {
        answer(refuse(source, tryAgain()));
      }
      ackTime.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }

    private Answer tryAgain() {
      return Answer.problem(503, "Try again", "The hub cannot keep the webhook just now.")
          .after(settings.retryAfter().toSeconds());
    }

    /** The container writes it: a slow reader holds neither the log's own thread nor another. */
    private void answer(Answer answer) {
      answer.send(async, async::complete);
    }
  }

  private void count(String name, WebhookSource source, String status) {
    meters.counter(name, "source", source.name(), "status", status).increment();
  }

  /** The parts of a webhook's path; a token may also come as the query parameter {@code token}. */
  private record Path(String source, @Nullable String token) {

    static Path of(HttpServletRequest request) {
      String info = request.getPathInfo();
      String former = FORMER.get(request.getServletPath());
      if (former != null) {
        return new Path(
            former, info == null || info.length() < 2 ? queryToken(request) : info.substring(1));
      }
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
