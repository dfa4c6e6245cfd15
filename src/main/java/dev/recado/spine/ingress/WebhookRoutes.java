package dev.recado.spine.ingress;

import java.util.Collection;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of webhooks: one for each source of the hub and one for all sources that authors
 * declare, from the address to the inbound log.
 *
 * <p>A route begins with a {@link Webhook} whose body is complete and whose token has passed the
 * first check. It ends with the {@link Answer} for the sender.
 */
final class WebhookRoutes extends RouteBuilder {

  private static final Logger log = LoggerFactory.getLogger(WebhookRoutes.class);

  /** Where the route of the declared sources begins. No request names it. */
  static final String DECLARED = "/declared-webhooks";

  private static final String TRUSTED = "recado.trusted";

  private final Collection<WebhookSource> sources;
  private final Strangers strangers;
  private final IngressSettings settings;

  WebhookRoutes(WebhookSources sources, Strangers strangers, IngressSettings settings) {
    this.sources = sources.own();
    this.strangers = strangers;
    this.settings = settings;
  }

  /** Where the route of a source of the hub begins. */
  static String path(String source) {
    return "/webhooks/" + source;
  }

  @Override
  public void configure() {
    onException(RecordTooLargeException.class)
        .handled(true)
        .setBody(constant(Answer.tooLargeForTheLog()));
    onException(LogAwayException.class, KafkaException.class)
        .handled(true)
        .setBody(constant(Answer.tryAgain(settings.retryAfter())));
    onException(Exception.class)
        .handled(true)
        .process(WebhookRoutes::unexpected)
        .setBody(constant(Answer.tryAgain(settings.retryAfter())));
    sources.stream().map(WebhookSource::name).forEach(name -> route(path(name), name, name));
    route(DECLARED, "declared", "the sources that routes/sources declares");
  }

  private void route(String path, String name, String senders) {
    from("platform-http:%s?httpMethodRestrict=POST&matchOnUriPrefix=true&requestTimeout=%d"
            .formatted(path, settings.ackWithin().toMillis()))
        .routeId("webhook-" + name)
        .routeDescription(
            "Takes the webhooks of " + senders + " and acknowledges each once Kafka has stored it")
        .nodePrefixId("webhook-" + name + "-")
        .process(guarded(WebhookRoutes::prove))
        .id("prove")
        .choice()
        .id("trusted")
        .when(exchangeProperty(TRUSTED).isEqualTo(false))
        .process(this::refuse)
        .id("refuse")
        .otherwise()
        .process(guarded(WebhookRoutes::identify))
        .id("identify")
        .to(InboundLogRoute.URI)
        .id("keep")
        .process(guarded(WebhookRoutes::acknowledge))
        .id("acknowledge")
        .end();
  }

  /**
   * Makes an exception of an Error of a source. Camel lets an Error of a step escape to the caller,
   * and later runs the rest of the route without what the step was to leave.
   */
  private static Processor guarded(Processor step) {
    return exchange -> {
      try {
        step.process(exchange);
      } catch (Error e) {
        throw new IllegalStateException("The source " + source(exchange).name() + " fails", e);
      }
    };
  }

  private static void prove(Exchange exchange) {
    exchange.setProperty(TRUSTED, source(exchange).trusts(webhook(exchange)));
  }

  private static WebhookSource source(Exchange exchange) {
    return exchange.getProperty(WebhookConsumer.SOURCE, WebhookSource.class);
  }

  private static Webhook webhook(Exchange exchange) {
    return exchange.getMessage().getBody(Webhook.class);
  }

  private void refuse(Exchange exchange) {
    String caller = exchange.getProperty(WebhookConsumer.CALLER, String.class);
    exchange.getMessage().setBody(strangers.refusal(source(exchange), caller));
  }

  private static void identify(Exchange exchange) {
    WebhookSource source = source(exchange);
    Webhook webhook = webhook(exchange);
    InboundRecord record =
        InboundRecord.of(
            source.name(),
            source.identify(webhook),
            webhook.receivedAt(),
            webhook.contentType(),
            source.kept(webhook),
            webhook.body());
    exchange.setProperty(InboundRecord.class.getName(), record);
    exchange.getMessage().setBody(record);
  }

  private static void acknowledge(Exchange exchange) {
    WebhookSource source = source(exchange);
    WebhookSource.Thanks thanks = source.thanks();
    InboundRecord record = exchange.getProperty(InboundRecord.class.getName(), InboundRecord.class);
    exchange
        .getMessage()
        .setBody(
            thanks == null
                ? Answer.accepted(source.accepted(), record.id())
                : Answer.thanks(thanks));
  }

  private static void unexpected(Exchange exchange) {
    log.error(
        "Route {} could not take a webhook",
        exchange.getFromRouteId(),
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
  }
}
