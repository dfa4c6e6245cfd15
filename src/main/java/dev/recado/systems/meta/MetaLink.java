package dev.recado.systems.meta;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Link;
import dev.recado.spine.http.ConnectorCall;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One number of the Cloud API as dispatch sees it. */
final class MetaLink implements Link {

  /** Meta refuses only messages that cost something, so the number goes on, and health tells. */
  private static final Duration UNPAID_TOLD = Duration.ofMinutes(90);

  private static final int MOST_READ = 10_000;

  private final Supplier<Graph> graph;
  private final Clock clock;
  private final Restraint restraint;
  private final Set<String> read =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_READ;
                }
              }));
  private volatile Unpaid unpaid = new Unpaid("", Instant.MIN);

  /** A refusal for want of payment, and until when it is told. */
  private record Unpaid(String reason, Instant until) {}

  MetaLink(Channel channel, Clock clock) {
    this(() -> Graph.of(channel), clock);
  }

  /**
   * Creates the state of a number.
   *
   * @param graph asked for each message, because the simulator's port is known late
   */
  MetaLink(Supplier<Graph> graph, Clock clock) {
    this.graph = graph;
    this.clock = clock;
    this.restraint = new Restraint(clock);
  }

  /** Begins a request about messages of the number. */
  ConnectorCall messages(Exchange exchange) {
    Graph place = graph.get();
    URI address = place.messages();
    return ConnectorCall.to(exchange, "POST", address).bearer(place.token());
  }

  Restraint restraint() {
    return restraint;
  }

  void unpaid(String reason) {
    unpaid = new Unpaid(reason, clock.instant().plus(UNPAID_TOLD));
  }

  /** Whether a customer's message is to be marked as read; true once for each. */
  boolean firstReply(String wroteId) {
    return read.add(wroteId);
  }

  @Override
  public int room(int wanted) {
    return restraint.room(wanted);
  }

  @Override
  public @Nullable String trouble() {
    String trouble = restraint.trouble();
    Unpaid told = unpaid;
    return trouble == null && clock.instant().isBefore(told.until()) ? told.reason() : trouble;
  }
}
