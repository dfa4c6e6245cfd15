package dev.recado.spine.intake;

import dev.recado.spine.ingress.KafkaConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Intake as a route: from Kafka, into the tables, and only then the offsets.
 *
 * <p>It is started by {@link IntakeLifecycle}, once the flows are loaded.
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
        .routeDescription("Takes what was acknowledged into the tables, a batch in one commit")
        .nodePrefixId(ID + "-")
        .autoStartup(false)
        // What fails is repeated by the consumer, which reads it again from its offset.
        .errorHandler(noErrorHandler())
        .process(Batch::read)
        .id("read-records")
        .process(take)
        .id("take-batch")
        .process(Batch::commit)
        .id("commit-offsets");
  }

  /** What of this holds against losses is in ADR 8. */
  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("kafkaClientFactory", "#" + IntakeClient.BEAN);
    options.put("groupId", settings.group());
    options.put("autoOffsetReset", "earliest");
    options.put("keyDeserializer", ByteArrayDeserializer.class.getName());
    options.put("valueDeserializer", ByteArrayDeserializer.class.getName());
    options.put("batching", true);
    options.put("maxPollRecords", settings.batch());
    // What a poll brought leaves with the next one, be that empty or not: it need not fill up.
    options.put("batchingIntervalMs", 0);
    options.put("pollTimeoutMs", 500);
    // Offsets go by hand, after the commit. A batch or a poll that fails makes a new consumer,
    // which begins where the offsets are; all else would go on behind what it had in hand.
    options.put("autoCommitEnable", false);
    options.put("allowManualCommit", true);
    options.put("breakOnFirstError", true);
    options.put("pollOnError", "RECONNECT");
    // A killed hub counts as a member for this long, and its successor gets nothing: 45 s by
    // default.
    options.put("sessionTimeoutMs", 10_000);
    // A short wait at the broker fills batches: a commit for each record is what costs.
    options.put("fetchMinBytes", 65_536);
    options.put("fetchWaitMaxMs", 30);
    // The default, and on purpose: a larger record comes alone, and many large ones would fill the
    // memory.
    options.put("maxPartitionFetchBytes", 1_048_576);
    // A name that cannot be looked up yet is tried again like a Kafka that is away.
    options.put("preValidateHostAndPort", false);
    // By then the batch had its time to end, see IntakeLifecycle.
    options.put("shutdownTimeout", 1_000);
    return options;
  }
}
