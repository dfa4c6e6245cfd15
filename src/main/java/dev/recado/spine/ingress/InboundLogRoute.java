package dev.recado.spine.ingress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The way into the inbound log: whatever is to be kept goes through this route into Kafka.
 *
 * <p>A producer that has lost its broker makes each caller wait for its time-out. With the breaker
 * open nobody waits: the sender gets its 503 at once and no thread is held. Camel's own breaker
 * would hold one.
 */
final class InboundLogRoute extends RouteBuilder {

  /** It fails at once where the route does not run, instead of waiting for it. */
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
        .routeDescription("Writes what came in to Kafka, and ends once Kafka has it for sure")
        // Before those that need it, and after them at the end.
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
    // One flush to disk for what comes within this time, instead of one for each.
    options.put("lingerMs", LINGER_MILLIS);
    options.put("producerBatchSize", 131_072);
    options.put("maxRequestSize", recordLimit);
    options.put("bufferMemorySize", Math.max(BUFFER, 4 * recordLimit));
    options.put("maxBlockMs", 200);
    // More than a sender waits: a request given up costs the connection and all that is on its way.
    options.put("requestTimeoutMs", 2_000);
    options.put("deliveryTimeoutMs", 3_000);
    options.put("reconnectBackoffMaxMs", 500);
    // Forgotten after five quiet minutes, it would be asked for within the first sender's 200 ms.
    options.put("additionalProperties.metadata.max.idle.ms", Long.MAX_VALUE);
    options.put("recordMetadata", false);
    // Kafka's own thread has the next records to send, and none to spare for answers.
    options.put("workerPoolCoreSize", ANSWERING_THREADS);
    options.put("workerPoolMaxSize", ANSWERING_THREADS);
    return options;
  }
}
