package dev.recado.ingress;

import dev.recado.breaker.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbound log on Kafka, behind a breaker.
 *
 * <p>A producer that has lost its broker makes each caller wait for its time-out. With the breaker
 * open nobody waits: the sender gets its 503 at once and no thread is held.
 */
final class KafkaInboundLog implements InboundLog, AutoCloseable {

  /** At least as many as a topic commonly has partitions. */
  private static final int BURST = 24;

  /** One after another: a single one may have been luck while the hub is still coming up. */
  private static final int QUICK_ROUNDS = 5;

  /** On a machine that is no quicker than that, the hub is ready all the same. */
  private static final int MOST_ROUNDS = 30;

  private static final Logger log = LoggerFactory.getLogger(KafkaInboundLog.class);

  private final Producer<byte[], byte[]> producer;
  private final BooleanSupplier full;
  private final IngressSettings settings;
  private final CircuitBreaker breaker;
  private final ScheduledExecutorService timer;

  /**
   * Makes one.
   *
   * @param connection where Kafka is, and how to log in there
   * @param recordLimit how large a record may be, in bytes
   * @param full whether the log's disk is full: then nothing new is taken
   */
  KafkaInboundLog(
      KafkaConnection connection,
      BooleanSupplier full,
      IngressSettings settings,
      int recordLimit,
      ScheduledExecutorService timer) {
    this.producer = producer(connection, recordLimit);
    this.full = full;
    this.settings = settings;
    this.timer = timer;
    this.breaker = CircuitBreaker.of("kafka", breakerConfig());
    breaker
        .getEventPublisher()
        .onStateTransition(e -> log.warn("Inbound log: breaker {}", e.getStateTransition()));
  }

  private static Producer<byte[], byte[]> producer(KafkaConnection connection, int recordLimit) {
    Map<String, Object> config =
        connection.with(
            Map.of(
                ProducerConfig.ACKS_CONFIG, "all",
                // One flush to disk for what comes within this time, instead of one for each.
                ProducerConfig.LINGER_MS_CONFIG, 10,
                ProducerConfig.BATCH_SIZE_CONFIG, 131_072,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, recordLimit,
                ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(16_777_216L, 4L * recordLimit),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 200,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500,
                // Forgotten after five quiet minutes, it would be asked for within the first
                // sender's
                // 200 ms.
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.MAX_VALUE));
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A broker that is away fails every call; a surge that is late now and then must not open it. */
  private static CircuitBreakerConfig breakerConfig() {
    return Breakers.oneProbe()
        .slidingWindowSize(20)
        .minimumNumberOfCalls(4)
        .failureRateThreshold(80)
        .waitDurationInOpenState(Duration.ofSeconds(1))
        .build();
  }

  @Override
  public CompletableFuture<Void> append(InboundRecord record) {
    if (full.getAsBoolean()) {
      return CompletableFuture.failedFuture(new LogAwayException("The disk is full", null));
    }
    if (!breaker.tryAcquirePermission()) {
      return CompletableFuture.failedFuture(new LogAwayException("The log is away", null));
    }
    long begin = System.nanoTime();
    CompletableFuture<Void> acknowledged = send(record);
    acknowledged.whenComplete((nothing, failure) -> tell(begin, failure));
    return acknowledged;
  }

  private CompletableFuture<Void> send(InboundRecord record) {
    return send(InboundTopic.write(settings.topic(), record));
  }

  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    ScheduledFuture<?> deadline =
        timer.schedule(
            () -> acknowledged.completeExceptionally(away(new TimeoutException())),
            settings.ackWithin().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      producer.send(
          record,
          (metadata, failure) -> {
            deadline.cancel(false);
            if (failure == null) {
              acknowledged.complete(null);
            } else {
              acknowledged.completeExceptionally(away(failure));
            }
          });
    } catch (RuntimeException e) {
      deadline.cancel(false);
      acknowledged.completeExceptionally(away(e));
    }
    return acknowledged;
  }

  /** What is too large for this broker is too large tomorrow, and no sign of a broker away. */
  private static RuntimeException away(Throwable cause) {
    return cause instanceof RecordTooLargeException
        ? new TooLargeException("The log takes no record of this size", cause)
        : new LogAwayException("The log did not take the record in time", cause);
  }

  private void tell(long begin, @org.jspecify.annotations.Nullable Throwable failure) {
    long took = System.nanoTime() - begin;
    if (failure instanceof TooLargeException) {
      breaker.releasePermission();
    } else if (failure == null) {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(took, TimeUnit.NANOSECONDS, failure);
    }
  }

  @Override
  public boolean away() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /**
   * Writes records that are no events, as many at once as senders might, until that is quick: the
   * first ones are slow (connections, the producer's own id, code that nobody has run yet).
   *
   * @return false where one of them was not taken in the time that a sender waits
   */
  boolean warmUp() throws InterruptedException {
    try {
      List<PartitionInfo> partitions = producer.partitionsFor(settings.topic());
      int quick = 0;
      for (int round = 0; round < MOST_ROUNDS && quick < QUICK_ROUNDS; round++) {
        long began = System.nanoTime();
        burst(partitions);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        quick = took < settings.ackWithin().toMillis() / 4 ? quick + 1 : 0;
      }
      return true;
    } catch (ExecutionException | KafkaException e) {
      log.info("Inbound log: not ready to take records yet: {}", e.getMessage());
      return false;
    }
  }

  private void burst(List<PartitionInfo> partitions)
      throws ExecutionException, InterruptedException {
    CompletableFuture<?>[] sent = new CompletableFuture<?>[BURST];
    for (int i = 0; i < BURST; i++) {
      int partition = partitions.get(i % partitions.size()).partition();
      sent[i] = send(InboundTopic.trial(settings.topic(), partition));
    }
    CompletableFuture.allOf(sent).get();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    timer.shutdownNow();
  }
}
