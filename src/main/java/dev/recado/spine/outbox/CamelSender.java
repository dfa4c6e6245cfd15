package dev.recado.spine.outbox;

import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls the route {@code direct:connector-<name>}, which binds a Kamelet.
 *
 * <p>The payload is the body of the route's exchange, and the rest are variables: {@code kind},
 * {@code address}, {@code chatId}, {@code messageId}, {@code outboxId}, {@code attempt} (from 1);
 * with a channel also {@code channel}, {@code reply}, {@code windowOpen} and {@code wroteId}. The
 * route leaves its {@link Outcome} in the variable {@code outcome}. It sets {@code requestSent}
 * before the request that sends the message.
 */
final class CamelSender implements Sender {

  private final Routes routes;

  CamelSender(Routes routes) {
    this.routes = routes;
  }

  @Override
  public Outcome send(String connector, @Nullable Channel channel, Delivery delivery) {
    Exchange exchange =
        routes.send(
            "direct:connector-" + connector,
            ExchangePattern.InOut,
            sent -> fill(sent, channel, delivery));
    return outcome(connector, delivery, exchange);
  }

  private static void fill(Exchange exchange, @Nullable Channel channel, Delivery delivery) {
    if (channel != null) {
      exchange.setVariable("channel", channel);
      exchange.setVariable("reply", delivery.reply());
      exchange.setVariable("windowOpen", delivery.windowOpen());
    }
    if (delivery.wroteId() != null) {
      exchange.setVariable("wroteId", delivery.wroteId());
    }
    exchange.setVariable("kind", delivery.kind());
    exchange.setVariable("address", delivery.address());
    exchange.setVariable("outboxId", delivery.id().toString());
    exchange.setVariable("attempt", delivery.attempt());
    if (delivery.chatId() != null) {
      exchange.setVariable("chatId", delivery.chatId());
    }
    if (delivery.providerId() != null) {
      exchange.setVariable("messageId", delivery.providerId());
    }
    exchange.getMessage().setBody(delivery.payload());
  }

  private static Outcome outcome(String connector, Delivery delivery, Exchange exchange) {
    if (exchange.getException() != null) {
      boolean sent = Boolean.TRUE.equals(exchange.getVariable("requestSent"));
      return Failures.outcome(exchange.getException(), sent, delivery.repeatable());
    }
    Outcome outcome = exchange.getVariable("outcome", Outcome.class);
    return outcome == null
        ? new Outcome.Unknown("the connector '" + connector + "' gave no outcome")
        : outcome;
  }
}
