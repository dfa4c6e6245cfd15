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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * The front door: {@code POST /webhooks/<source>[/<token>]}, which is where the route of the source
 * begins.
 *
 * <p>Every source answers under {@code /webhook/} as well, where existing WAHA installations post,
 * and some under a path of the system before. Before a route begins, the token in the address may
 * be right, and the body is complete.
 */
final class WebhookServlet extends HttpServlet {

  private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);
  private static final long serialVersionUID = 1L;

  /** Paths of the systems before, with a token behind them, and whose they are. */
  static final Map<String, String> FORMER = Map.of("/whatsapp-webhook", "gateway");

  private final transient Map<String, WebhookSource> sources;
  private final transient WebhookEngine engine;
  private final transient Strangers strangers;
  private final transient Bodies bodies;
  private final transient IngressSettings settings;
  private final transient Clock clock;
  private final transient MeterRegistry meters;
  private final transient Timer ackTime;

  WebhookServlet(
      Collection<WebhookSource> sources,
      WebhookEngine engine,
      Strangers strangers,
      Bodies bodies,
      IngressSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.sources = sources.stream().collect(Collectors.toMap(WebhookSource::name, s -> s));
    this.engine = engine;
    this.strangers = strangers;
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
            : strangers.refusal(source, request.getRemoteAddr());
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
        WebhookConsumer route = engine.on(WebhookRoutes.path(source));
        if (route == null) {
          answer(refuse(source, Answer.tryAgain(settings.retryAfter())));
        } else {
          route.take(webhook(body), address).whenComplete(this::end);
        }
      } catch (RuntimeException | Error e) {
        end(null, e);
      }
    }

    private Webhook webhook(byte[] body) {
      return new Webhook(
          token, request.getContentType(), request::getHeader, body, clock.instant());
    }

    private void end(@Nullable Answer answer, @Nullable Throwable failure) {
      if (answer == null) {
        if (!(failure instanceof TimeoutException)) {
          log.error("A webhook of {} could not be taken", source.name(), failure);
        }
        answer(refuse(source, Answer.tryAgain(settings.retryAfter())));
      } else if (answer.status() < 300) {
        count("recado.accepted", source, Integer.toString(answer.status()));
        answer(answer);
        ackTime.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      } else {
        answer(refuse(source, answer));
      }
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
