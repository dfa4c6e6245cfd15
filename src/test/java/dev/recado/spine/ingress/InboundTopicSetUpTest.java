package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.ground.embedded.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("kafka")
@Execution(ExecutionMode.SAME_THREAD)
class InboundTopicSetUpTest {

  private final String name = "set-up-" + UUID.randomUUID();
  private final Map<String, Object> servers = Map.of("bootstrap.servers", TestServers.brokers());
  private final Admin admin = Admin.create(servers);

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void theTopicIsCreatedOnceWithRoomForTheLargestRecord() throws Exception {
    InboundTopicSetUp setUp = setUp();
    setUp.make();
    setUp.make();
    partitionsBecomeThree();
    assertThat(largest()).isEqualTo("1114112");
  }

  @Test
  void aTopicOfAnEarlierReleaseGetsWhatItLacks() throws Exception {
    TestServers.createTopic(new NewTopic(name, 1, (short) 1));
    setUp().make();
    partitionsBecomeThree();
    assertThat(largest()).isEqualTo("1114112");
  }

  private InboundTopicSetUp setUp() {
    return new InboundTopicSetUp(new KafkaConnection(servers), name, 3, 1_114_112);
  }

  /** The broker tells of what it has done a moment after it has said so. */
  private void partitionsBecomeThree() {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
        .until(() -> partitions() == 3);
  }

  private int partitions() throws Exception {
    return admin
        .describeTopics(List.of(name))
        .allTopicNames()
        .get()
        .values()
        .iterator()
        .next()
        .partitions()
        .size();
  }

  private String largest() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return admin
        .describeConfigs(List.of(topic))
        .all()
        .get()
        .values()
        .iterator()
        .next()
        .get("max.message.bytes")
        .value();
  }
}
