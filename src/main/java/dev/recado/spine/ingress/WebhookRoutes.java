package dev.recado.spine.ingress;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of webhooks: one for each source, from its address to the inbound log.
 *
 * <p>A route begins with a {@link Webhook} whose body is complete and whose token has passed the
 * first check. It ends with the {@link Answer} for the sender.
 */
final class WebhookRoutes extends RouteBuilder {

  private static final Logger log = LoggerFactory.getLogger(WebhookRoutes.class);

  private final List<WebhookSource> sources;
  private final Strangers strangers;
  private final IngressSettings settings;

  WebhookRoutes(List<WebhookSource> sources, Strangers strangers, IngressSettings settings) {
    this.sources = sources;
    this.strangers = strangers;
    this.settings = settings;
  }

  /** Where the route of a source begins. */
  static String path(WebhookSource source) {
    return "/webhooks/" + source.name();
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
    sources.forEach(this::route);
  }

  private void route(WebhookSource source) {
    from("platform-http:%s?httpMethodRestrict=POST&matchOnUriPrefix=true&requestTimeout=%d"
            .formatted(path(source), settings.ackWithin().toMillis()))
        .routeId("webhook-" + source.name())
        .routeDescription(
            "Takes the webhooks of "
                + source.name()
                + " and acknowledges each once Kafka has stored it")
        .nodePrefixId("webhook-" + source.name() + "-")
        .choice()
        .id("trusted")
        .when(exchange -> !source.trusts(webhook(exchange)))
        .process(exchange -> refuse(source, exchange))
        .id("refuse")
        .otherwise()
        .process(exchange -> identify(source, exchange))
        .id("identify")
        .to(InboundLogRoute.URI)
        .id("keep")
        .process(exchange -> acknowledge(source, exchange))
        .id("acknowledge")
        .end();
  }

  private static Webhook webhook(Exchange exchange) {
    return exchange.getMessage().getBody(Webhook.class);
  }

  private void refuse(WebhookSource source, Exchange exchange) {
    String caller = exchange.getProperty(WebhookConsumer.CALLER, String.class);
    exchange.getMessage().setBody(strangers.refusal(source, caller));
  }

  private static void identify(WebhookSource source, Exchange exchange) {
    Webhook webhook = webhook(exchange);
    InboundRecord record =
        InboundRecord.of(
            source.name(),
            source.identify(webhook),
            webhook.receivedAt(),
            webhook.contentType(),
            webhook.body());
    exchange.setProperty(InboundRecord.class.getName(), record);
    exchange.getMessage().setBody(record);
  }

  private static void acknowledge(WebhookSource source, Exchange exchange) {
    String thanks = source.thanks();
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
