package dev.recado.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.startup.StartupProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What is acknowledged is on the disk, and is there again after a restart. */
class EmbeddedServersTest {

  private final Path folder = Path.of("target", "test-servers", UUID.randomUUID().toString());

  @Test
  void postgresIsDurableAndKeepsItsDataOverARestart() throws IOException, SQLException {
    Path data = folder.toAbsolutePath().resolve("postgres");
    try (PostgresServer first = PostgresServer.start(data, TestServers.BINARIES)) {
      assertThat(ask(first, "show fsync")).isEqualTo("on");
      assertThat(ask(first, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(first, "show full_page_writes")).isEqualTo("on");
      assertThat(ask(first, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(first, "create table kept as select 'yes'::text as value; select 'made'"))
          .isEqualTo("made");
    }
    try (PostgresServer second = PostgresServer.start(data, TestServers.BINARIES)) {
      assertThat(ask(second, "select value from kept")).isEqualTo("yes");
    }
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), "postgres", "");
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      ResultSet result = statement.getResultSet();
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  @Test
  void kafkaFlushesEachRecordAndKeepsItOverARestart() throws Exception {
    Path data = folder.toAbsolutePath().resolve("kafka");
    try (KafkaServer first = KafkaServer.start(data)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", first.brokers()))) {
        admin.createTopics(Set.of(new NewTopic("kept", 1, (short) 1))).all().get();
        assertThat(setting(admin, "log.flush.interval.messages")).isEqualTo("1");
      }
      write(first);
    }
    try (KafkaServer second = KafkaServer.start(data)) {
      assertThat(read(second)).containsExactly("yes");
    }
  }

  private static String setting(Admin admin, String name) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    Config config = admin.describeConfigs(Set.of(broker)).all().get().get(broker);
    return Objects.requireNonNull(config).get(name).value();
  }

  private static void write(KafkaServer server) throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.brokers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("kept", "yes")).get();
    }
  }

  private static List<String> read(KafkaServer server) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", server.brokers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("kept", 0);
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(30));
      return records.records(partition).stream().map(r -> r.value()).toList();
    }
  }

  @Test
  void aSecondHubOnOneFolderIsToldSo() throws IOException {
    Path data = folder.resolve("data");
    try (DataFolder first = DataFolder.take(data)) {
      assertThat(first.path()).isAbsolute();
      assertThatExceptionOfType(StartupProblem.class)
          .isThrownBy(() -> DataFolder.take(data))
          .withMessageContaining("Another Recado is running")
          .satisfies(problem -> assertThat(problem.remedy()).contains("RECADO_DATA"));
    }
    DataFolder.take(data).close();
  }

  @Test
  void aFolderThatIsAFileIsToldSo() throws IOException {
    java.nio.file.Files.createDirectories(folder);
    Path file =
        java.nio.file.Files.write(folder.resolve("file"), "x".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> DataFolder.take(file))
        .withMessageContaining("cannot be used");
  }
}
