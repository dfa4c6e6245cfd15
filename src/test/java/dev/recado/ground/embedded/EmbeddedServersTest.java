package dev.recado.ground.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is acknowledged is on the disk, and is there again after a restart. */
@Tag("kafka")
@Execution(ExecutionMode.SAME_THREAD)
class EmbeddedServersTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final KafkaAccess ACCESS = KafkaAccess.ofThisProcess();

  private final AtomicBoolean room = new AtomicBoolean(true);
  private final AtomicInteger asked = new AtomicInteger();
  private final Path folder = Path.of("target", "test-servers", UUID.randomUUID().toString());

  @Test
  void kafkaFlushesEachRecordAndKeepsItAcrossARestart() throws Exception {
    Path data = folder.toAbsolutePath().resolve("kafka");
    try (KafkaServer first = start(data)) {
      try (Admin admin = Admin.create(client(first))) {
        admin.createTopics(Set.of(new NewTopic("kept", 1, (short) 1))).all().get();
        assertThat(setting(admin, "log.flush.interval.messages")).isEqualTo("1");
      }
      write(first);
      refusesOtherClients(first);
      room.set(false);
      first.gaveUp();
      await().atMost(LIMIT).until(() -> asked.get() > 0);
      room.set(true);
      await().atMost(LIMIT).until(() -> read(first).size() == 1);
    }
    try (KafkaServer second = start(data)) {
      assertThat(read(second)).containsExactly("yes");
    }
  }

  private KafkaServer start(Path data) throws IOException {
    return KafkaServer.start(data, FreePort.find(), ACCESS, this::room);
  }

  private boolean room() {
    asked.incrementAndGet();
    return room.get();
  }

  private static Map<String, Object> client(KafkaServer server) {
    Map<String, Object> config = new HashMap<>(ACCESS.ofClients());
    config.put("bootstrap.servers", server.brokers());
    return config;
  }

  private static void refusesOtherClients(KafkaServer server) {
    assertThat(refusal(Map.of("bootstrap.servers", server.brokers())))
        .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
    Map<String, Object> guessed = new HashMap<>(KafkaAccess.ofThisProcess().ofClients());
    guessed.put("bootstrap.servers", server.brokers());
    assertThat(refusal(guessed)).isInstanceOf(SaslAuthenticationException.class);
  }

  private static @Nullable Throwable refusal(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("request.timeout.ms", 1_000);
    config.put("default.api.timeout.ms", 1_000);
    try (Admin admin = Admin.create(config)) {
      return Objects.requireNonNull(
          catchThrowable(() -> admin.describeCluster().clusterId().get()).getCause());
    }
  }

  @Test
  void aBrokerThatWantsToEndTheProcessIsCaught() {
    AtomicBoolean told = new AtomicBoolean();
    KafkaHalt.caught(() -> told.set(true));
    assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(KafkaHalt.class);
    assertThat(told).isTrue();
  }

  private static String setting(Admin admin, String name) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    Config config = admin.describeConfigs(Set.of(broker)).all().get().get(broker);
    return Objects.requireNonNull(config).get(name).value();
  }

  private static void write(KafkaServer server) throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(server), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("kept", "yes")).get();
    }
  }

  private static List<String> read(KafkaServer server) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client(server), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("kept", 0);
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(30));
      return records.records(partition).stream().map(r -> r.value()).toList();
    }
  }

  @Test
  void aSecondHubOnTheSameFolderStopsWithAReason() throws IOException {
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
  void filesThatAnEarlierVersionLeftOpenAreClosed() throws IOException {
    assumeThat(OwnerOnly.posix(folder)).isTrue();
    Path data = folder.resolve("open");
    Path kafka = Files.createDirectories(data.resolve("kafka"));
    Path segment = Files.writeString(kafka.resolve("0.log"), "a customer's webhook");
    Path program = Files.writeString(Files.createDirectories(data.resolve("bin")).resolve("x"), "");
    Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (Path open : List.of(data, kafka, data.resolve("bin"))) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    DataFolder.take(data).close();

    try (Stream<Path> all = Files.walk(data)) {
      assertThat(all).allSatisfy(path -> assertThat(permissions(path)).endsWith("------"));
    }
    // Anybody could have put it there, and the hub would have run it.
    assertThat(program).doesNotExist();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aFileInPlaceOfTheFolderStopsTheStartWithAReason() throws IOException {
    Files.createDirectories(folder);
    Path file = Files.write(folder.resolve("file"), "x".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> DataFolder.take(file))
        .withMessageContaining("cannot be used");
  }
}
