package dev.recado.spine.ingress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The way into the inbound log: every record goes through this route into Kafka.
 *
 * <p>A producer that has lost its broker makes each caller wait for the timeout. While the breaker
 * is open nothing waits: the sender gets its 503 at once, and no thread is held. Camel's own
 * breaker would hold one.
 */
final class InboundLogRoute extends RouteBuilder {

  /** A send fails at once if the route does not run, instead of waiting for the route. */
  static final String URI = "direct:inbound-log?block=false";

  private static final int LINGER_MILLIS = 10;
  private static final int BUFFER = 16_777_216;
  private static final int ANSWERING_THREADS = 4;

  private final LogBreaker breaker;
  private final IngressSettings settings;
  private final int recordLimit;

  /**
   * Makes it.
   *
   * @param recordLimit how large a record may be, in bytes
   */
  InboundLogRoute(LogBreaker breaker, IngressSettings settings, int recordLimit) {
    this.breaker = breaker;
    this.settings = settings;
    this.recordLimit = recordLimit;
  }

  @Override
  public void configure() {
    from(URI)
        .routeId("inbound-log")
        .routeDescription("Writes each webhook to Kafka and ends once Kafka has stored it")
        // It starts before the routes that need it and stops after them.
        .startupOrder(1)
        .errorHandler(noErrorHandler())
        .routePolicy(breaker)
        .nodePrefixId("inbound-log-")
        .process(breaker::ask)
        .id("ask-breaker")
        .process(InboundTopic::write)
        .id("write-record")
        .to(KafkaConnection.endpoint(settings.topic(), options()))
        .id("keep");
  }

  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("kafkaClientFactory", "#" + InboundClient.BEAN);
    options.put("keySerializer", ByteArraySerializer.class.getName());
    options.put("valueSerializer", ByteArraySerializer.class.getName());
    options.put("requestRequiredAcks", "all");
    // Records that come within this time share one flush to disk.
    options.put("lingerMs", LINGER_MILLIS);
    options.put("producerBatchSize", 131_072);
    options.put("maxRequestSize", recordLimit);
    options.put("bufferMemorySize", Math.max(BUFFER, 4 * recordLimit));
    options.put("maxBlockMs", 200);
    // Longer than a sender waits: a request that times out costs the connection and every record on
    // its way.
    options.put("requestTimeoutMs", 2_000);
    options.put("deliveryTimeoutMs", 3_000);
    options.put("reconnectBackoffMaxMs", 500);
    // By default the metadata is dropped after five quiet minutes. The next sender would then wait
    // for it within its 200 ms.
    options.put("additionalProperties.metadata.max.idle.ms", Long.MAX_VALUE);
    options.put("recordMetadata", false);
    // Kafka's own thread has to send the next records and must not spend time on answers.
    options.put("workerPoolCoreSize", ANSWERING_THREADS);
    options.put("workerPoolMaxSize", ANSWERING_THREADS);
    return options;
  }
}
