package dev.recado.spine.ingress;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Creates the topic of the inbound log when the hub starts. The topic of an earlier release gets
 * the partitions that it lacks and the current limit for the size of a record.
 *
 * <p>A failure is logged and does not stop the start: Kafka may be away, and operators may create
 * the topic themselves.
 */
final class InboundTopicSetUp implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(InboundTopicSetUp.class);

  private static final int PATIENCE_MILLIS = 10_000;

  private final KafkaConnection kafka;
  private final String name;
  private final int partitions;

  /** Kafka's default limit is 1 MB for the whole record. */
  private final Map<String, String> settings;

  /**
   * Makes one.
   *
   * @param recordLimit how large a record may be, in bytes
   */
  InboundTopicSetUp(KafkaConnection kafka, String name, int partitions, int recordLimit) {
    this.kafka = kafka;
    this.name = name;
    this.partitions = partitions;
    this.settings = Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(recordLimit));
  }

  @Override
  public void afterSingletonsInstantiated() {
    make();
  }

  /** Tries once. It waits some seconds for a Kafka that is away. */
  void make() {
    try (Admin admin = Admin.create(kafka.with(patience()))) {
      Integer found = partitions(admin);
      if (found == null) {
        create(admin);
        return;
      }
      if (found < partitions) {
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
      }
      configure(admin);
    } catch (ExecutionException | KafkaException e) {
      log.warn("Topic {} could not be created or checked: {}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> patience() {
    return Map.of(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        PATIENCE_MILLIS / 2,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        PATIENCE_MILLIS);
  }

  private @Nullable Integer partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    try {
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions()
          .size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw e;
    }
  }

  private void create(Admin admin) throws ExecutionException, InterruptedException {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    try {
      admin.createTopics(List.of(topic.configs(settings))).all().get();
    } catch (ExecutionException e) {
      // Another hub has created it in the meantime.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void configure(Admin admin) throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    var known = admin.describeConfigs(List.of(topic)).all().get().values().iterator().next();
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(wanted -> new ConfigEntry(wanted.getKey(), wanted.getValue()))
            .filter(wanted -> !wanted.value().equals(known.get(wanted.name()).value()))
            .map(wanted -> new AlterConfigOp(wanted, AlterConfigOp.OpType.SET))
            .toList();
    if (!changes.isEmpty()) {
      admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
    }
  }
}
