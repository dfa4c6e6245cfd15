package dev.recado.spine.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: {@code POST /webhooks/<source>[/<token>]} starts the route of the source.
 *
 * <p>Every source also answers under {@code /webhook/}, where existing WAHA installations post, and
 * some under a path of the system that the hub replaces. Before a route begins, the token in the
 * address has passed the first check and the body is complete.
 */
final class WebhookServlet extends HttpServlet {

  private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);
  private static final long serialVersionUID = 1L;

  /** The servlet's name in the container. */
  static final String NAME = "webhooks";

  /** The one path below {@code /webhooks} that is a page of the API. */
  private static final String FOR_PEOPLE = "/webhooks/test";

  /** Paths of the systems that the hub replaces, each with the source that answers there. */
  static final Map<String, String> FORMER =
      Map.of("/whatsapp-webhook", "gateway", "/api/chatbots/webhook", "meta");

  private final transient WebhookSources sources;
  private final transient WebhookEngine engine;
  private final transient Strangers strangers;
  private final transient Admission admission;
  private final transient Bodies bodies;
  private final transient IngressSettings settings;
  private final transient Clock clock;
  private final transient WebhookMeters meters;

  WebhookServlet(
      WebhookSources sources,
      WebhookEngine engine,
      Strangers strangers,
      Admission admission,
      Bodies bodies,
      IngressSettings settings,
      Clock clock,
      WebhookMeters meters) {
    this.sources = sources;
    this.engine = engine;
    this.strangers = strangers;
    this.admission = admission;
    this.bodies = bodies;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /** Whether this servlet takes a request. */
  static boolean takes(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/webhooks/") || path.startsWith("/webhook/") || former(path) != null;
  }

  /** Whether a request comes from a person, who has to sign in. */
  static boolean forPeople(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals(FOR_PEOPLE) || path.equals(FOR_PEOPLE + "/");
  }

  private static @Nullable String former(String path) {
    return FORMER.keySet().stream()
        .filter(former -> path.equals(former) || path.startsWith(former + "/"))
        .findFirst()
        .orElse(null);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    long begin = System.nanoTime();
    super.service(request, response);
    if (!request.isAsyncStarted()) {
      WebhookSource source = sources.named(WebhookPath.of(request).source());
      String uri = source == null ? "UNKNOWN" : source.path();
      meters.request(request.getMethod(), uri, response.getStatus(), System.nanoTime() - begin);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long begin = System.nanoTime();
    WebhookPath path = WebhookPath.of(request);
    boolean known = sources.known();
    WebhookSource source = sources.named(path.source());
    if (source == null) {
      nobody(known).to(response);
      return;
    }
    Origins.allow(source, request, response);
    Answer refusal = refusal(source, path.token(), request);
    if (refusal != null) {
      refuse(source, refusal).to(response);
      return;
    }
    Delivery delivery = new Delivery(request, source, path.token(), begin);
    byte[] arrived = bodies.arrived(request);
    if (arrived == null) {
      bodies.read(delivery.async, delivery::whole, delivery::refused);
    } else {
      delivery.whole(arrived);
    }
  }

  /**
   * Answers for a name that belongs to no source. While the hub starts it may yet turn out to be
   * one, and a sender that is told 404 would not come again.
   *
   * @param known whether the sources were known before the name was looked up
   */
  private Answer nobody(boolean known) {
    return known
        ? Answer.problem(404, "No such webhook", "There is no source of this name.")
        : Answer.problem(503, "Try again", "The hub is starting.")
            .after(settings.retryAfter().toSeconds());
  }

  /**
   * A caller that passes the first check learns whether the hub has room, before any of the body is
   * read.
   */
  private @Nullable Answer refusal(
      WebhookSource source, @Nullable String token, HttpServletRequest request) {
    if (!source.mayTrust(token)) {
      return strangers.refusal(source, request.getRemoteAddr());
    }
    Answer tooLarge = bodies.refusal(request);
    return tooLarge == null ? admission.refusal(source.name()) : tooLarge;
  }

  /** Answers the question by which a sender makes sure that the address is right. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    WebhookPath path = WebhookPath.of(request);
    boolean known = sources.known();
    WebhookSource source = sources.named(path.source());
    if (source == null && !known) {
      nobody(false).to(response);
      return;
    }
    if (source == null || !source.challenges()) {
      super.doGet(request, response);
      return;
    }
    String answer = source.challenge(path.token(), name -> WebhookPath.query(request, name));
    if (answer == null) {
      strangers.refusal(source, request.getRemoteAddr(), source.refusedChallenge()).to(response);
    } else {
      Answer.challenge(answer).to(response);
    }
  }

  /**
   * Answers the question that a browser asks before it posts. The answer only tells which origins
   * may post.
   */
  @Override
  protected void doOptions(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean known = sources.known();
    WebhookSource source = sources.named(WebhookPath.of(request).source());
    if (source == null && !known) {
      nobody(false).to(response);
      return;
    }
    if (source == null || !Origins.allow(source, request, response)) {
      Answer.problem(403, "Not from there", "No page of this origin may post here.").to(response);
      return;
    }
    Origins.preflight(response);
  }

  private Answer refuse(WebhookSource source, Answer answer) {
    meters.told(source, answer.status());
    return answer;
  }

  /** One webhook from its first byte to its acknowledgement. No thread waits for it. */
  private final class Delivery {

    private final HttpServletRequest request;
    private final WebhookSource source;
    private final @Nullable String token;
    private final String address;
    private final long begin;
    private final AsyncContext async;
    private volatile @Nullable Runnable underWay;

    Delivery(HttpServletRequest request, WebhookSource source, @Nullable String token, long begin) {
      this.request = request;
      this.source = source;
      this.token = token;
      this.address = request.getRemoteAddr();
      this.begin = begin;
      this.async = request.startAsync();
      // Both the body and the log have their own timeout.
      async.setTimeout(0);
    }

    /** The sender gets an answer in every case: nothing else would end its request. */
    void whole(byte[] body) {
      underWay = admission.begin(source.name());
      try {
        WebhookConsumer route = engine.on(sources.route(source));
        if (route == null) {
          answer(refuse(source, Answer.tryAgain(settings.retryAfter())));
        } else {
          route.take(webhook(body), source, address).whenComplete(this::end);
        }
      } catch (RuntimeException | Error e) {
        end(null, e);
      }
    }

    /** The body never came, and its caller has the answer. */
    void refused(Answer answer) {
      admission.cameToNothing(source.name());
      measure(refuse(source, answer));
    }

    private Webhook webhook(byte[] body) {
      return new Webhook(
          token,
          request.getContentType(),
          request::getHeader,
          name -> WebhookPath.query(request, name),
          body,
          clock.instant(),
          () -> WebhookPath.url(request));
    }

    private void end(@Nullable Answer answer, @Nullable Throwable failure) {
      if (answer == null) {
        if (!(failure instanceof TimeoutException)) {
          log.error("The hub could not take a webhook of {}", source.name(), failure);
        }
        answer(refuse(source, Answer.tryAgain(settings.retryAfter())));
      } else if (answer.status() < 300) {
        meters.told(source, answer.status());
        answer(answer);
        meters.acknowledged(System.nanoTime() - begin);
      } else {
        admission.cameToNothing(source.name());
        answer(refuse(source, answer));
      }
    }

    /**
     * The container writes the answer: a slow reader holds neither the log's thread nor another.
     */
    private void answer(Answer answer) {
      Runnable ended = underWay;
      if (ended != null) {
        ended.run();
      }
      measure(answer);
      answer.send(async, async::complete);
    }

    private void measure(Answer answer) {
      meters.request("POST", source.path(), answer.status(), System.nanoTime() - begin);
    }
  }
}
