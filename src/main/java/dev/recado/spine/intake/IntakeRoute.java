package dev.recado.spine.intake;

import dev.recado.spine.ingress.KafkaConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The intake as a route: reads from Kafka, writes the tables, and only then commits the offsets.
 *
 * <p>{@link IntakeLifecycle} starts it once the flows are loaded.
 */
final class IntakeRoute extends RouteBuilder {

  static final String ID = "intake";

  private final IntakeSettings settings;
  private final TakeBatch take;

  IntakeRoute(IntakeSettings settings, TakeBatch take) {
    this.settings = settings;
    this.take = take;
  }

  @Override
  public void configure() {
    from(KafkaConnection.endpoint(settings.topic(), options()))
        .routeId(ID)
        .routeDescription("Takes acknowledged webhooks into the tables, a batch in one commit")
        .nodePrefixId(ID + "-")
        .autoStartup(false)
        // After a failure the consumer reads the same records again from its offset.
        .errorHandler(noErrorHandler())
        .process(Batch::read)
        .id("read-records")
        .process(take)
        .id("take-batch")
        .process(Batch::commit)
        .id("commit-offsets");
  }

  /** ADR 8 says which of these options prevent losses. */
  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("kafkaClientFactory", "#" + IntakeClient.BEAN);
    options.put("groupId", settings.group());
    options.put("autoOffsetReset", "earliest");
    options.put("keyDeserializer", ByteArrayDeserializer.class.getName());
    options.put("valueDeserializer", ByteArrayDeserializer.class.getName());
    options.put("batching", true);
    options.put("maxPollRecords", settings.batch());
    // Each poll hands over the records of the poll before, even if few: a batch need not fill up.
    options.put("batchingIntervalMs", 0);
    options.put("pollTimeoutMs", 500);
    // Offsets are committed by hand, after the transaction. After a failed batch or poll a new
    // consumer starts at the committed offsets; the old one would go on after the failed records.
    options.put("autoCommitEnable", false);
    options.put("allowManualCommit", true);
    options.put("breakOnFirstError", true);
    options.put("pollOnError", "RECONNECT");
    // A killed hub stays a member for this long, and its successor gets no records: 45 s by
    // default.
    options.put("sessionTimeoutMs", 10_000);
    // A short wait at the broker fills batches: a commit for each record would be expensive.
    options.put("fetchMinBytes", 65_536);
    options.put("fetchWaitMaxMs", 30);
    // The default, kept on purpose: a larger record still comes, alone, but many large ones
    // together would fill the memory.
    options.put("maxPartitionFetchBytes", 1_048_576);
    // A host name that cannot be resolved yet is retried, like a Kafka that is unavailable.
    options.put("preValidateHostAndPort", false);
    // The batch has had its time to end before this, see IntakeLifecycle.
    options.put("shutdownTimeout", 1_000);
    return options;
  }
}
