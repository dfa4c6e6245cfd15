package dev.recado.spine.ingress;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inbound log behind its route, for every event that is no webhook. */
final class RoutedInboundLog implements InboundLog {

  /** At least as many as a topic commonly has partitions. */
  private static final int BURST = 24;

  /** So many quick rounds in a row: a single one may be luck while the hub still starts. */
  private static final int QUICK_ROUNDS = 5;

  /** After so many rounds the hub counts as ready even on a slow machine. */
  private static final int MOST_ROUNDS = 30;

  private static final Logger log = LoggerFactory.getLogger(RoutedInboundLog.class);

  private final Supplier<AsyncProducer> producer;
  private final InboundClient client;
  private final LogBreaker breaker;
  private final IngressSettings settings;

  /** Creates the log. It starts with the first record. */
  RoutedInboundLog(
      CamelContext camel, InboundClient client, LogBreaker breaker, IngressSettings settings) {
    this.producer = org.apache.camel.util.function.Suppliers.memorize(() -> producer(camel));
    this.client = client;
    this.breaker = breaker;
    this.settings = settings;
  }

  private static AsyncProducer producer(CamelContext camel) {
    try {
      AsyncProducer producer = camel.getEndpoint(InboundLogRoute.URI).createAsyncProducer();
      ServiceHelper.startService(producer);
      return producer;
    } catch (Exception e) {
      throw new IllegalStateException("Camel has no endpoint " + InboundLogRoute.URI, e);
    }
  }

  @Override
  public CompletableFuture<Void> append(InboundRecord record) {
    return send(record);
  }

  private CompletableFuture<Void> send(Object body) {
    Endpoint endpoint = producer.get().getEndpoint();
    Exchange exchange = endpoint.createExchange();
    exchange.getMessage().setBody(body);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    CompletableFuture<Void> kept = new CompletableFuture<>();
    ended
        .orTimeout(settings.ackWithin().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((nothing, failure) -> end(kept, failure == null ? null : told(failure)));
    producer.get().process(exchange, sync -> end(ended, exchange.getException()));
    return kept;
  }

  private static void end(CompletableFuture<Void> call, @Nullable Throwable failure) {
    if (failure == null) {
      call.complete(null);
    } else {
      call.completeExceptionally(failure);
    }
  }

  private static RuntimeException told(Throwable failure) {
    if (failure instanceof LogAwayException away) {
      return away;
    }
    return failure instanceof RecordTooLargeException
        ? new TooLargeException("The log takes no record of this size", failure)
        : new LogAwayException("The log did not take the record in time", failure);
  }

  @Override
  public boolean away() {
    return breaker.open();
  }

  /**
   * Writes trial records, as many at once as senders might, until that is quick. The first ones are
   * slow: connections, the producer's id, and code that has not run yet.
   *
   * @return false if the log did not take one of them within the time that a sender waits
   */
  boolean warmUp() throws InterruptedException {
    try {
      int quick = 0;
      for (int round = 0; round < MOST_ROUNDS && quick < QUICK_ROUNDS; round++) {
        long began = System.nanoTime();
        burst();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        quick = took < settings.ackWithin().toMillis() / 4 ? quick + 1 : 0;
      }
      return true;
    } catch (ExecutionException | KafkaException e) {
      log.info("Inbound log: not ready to take records yet: {}", e.getMessage());
      return false;
    }
  }

  private void burst() throws ExecutionException, InterruptedException {
    var partitions = client.partitions(settings.topic());
    CompletableFuture<?>[] sent = new CompletableFuture<?>[BURST];
    for (int i = 0; i < BURST; i++) {
      PartitionInfo partition = partitions.get(i % partitions.size());
      sent[i] = send(new InboundTopic.Trial(partition.partition()));
    }
    CompletableFuture.allOf(sent).get();
  }
}
