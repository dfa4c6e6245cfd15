package dev.recado.spine.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.ground.embedded.TestServers;
import dev.recado.ground.loop.Loops;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.KafkaConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.transaction.CannotCreateTransactionException;

/** Camel's consumer must not lose a record, commit records that are not in the tables, or hang. */
@Tag("kafka")
@Execution(ExecutionMode.SAME_THREAD)
class IntakeRouteTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;
  private static final int BATCH = 7;

  private final String name = "route-" + UUID.randomUUID();
  private final Map<String, Object> servers = Map.of("bootstrap.servers", TestServers.brokers());
  private final KafkaConnection kafka = new KafkaConnection(servers);
  private final Admin admin = Admin.create(servers);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          kafka.with(Map.of("enable.idempotence", false)),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  /** Replaces the tables, which know the records taken before. */
  private final Set<String> table = ConcurrentHashMap.newKeySet();

  private final List<Hub> hubs = new ArrayList<>();

  @BeforeEach
  void makeTopic() {
    TestServers.createTopic(new NewTopic(name, PARTITIONS, (short) 1));
  }

  @AfterEach
  void stop() throws Exception {
    for (Hub hub : hubs) {
      hub.end();
    }
    producer.close();
    admin.close();
  }

  @Test
  void offsetsFollowTheTablesInEveryPartition() throws Exception {
    Set<String> written = write(0, 50);
    start(new Hub());
    await().atMost(LIMIT).until(() -> table.equals(written));
    await().atMost(LIMIT).until(() -> untaken() == 0);
  }

  @Test
  void onlyRecordsInTheTablesAreCommitted() throws Exception {
    Hub hub = new Hub(Duration.ofDays(1));
    hub.away.set(true);
    write(0, 50);
    start(hub);
    await().atMost(LIMIT).until(() -> hub.attempts.size() > 1);
    assertThat(committed()).isEmpty();
  }

  @Test
  void nothingIsMissingAfterALongOutageOfPostgres() throws Exception {
    Hub hub = new Hub();
    hub.away.set(true);
    Set<String> written = write(0, 50);
    start(hub);
    // Each belongs to its own consumer.
    await().atMost(LIMIT).until(() -> hub.attempts.size() > 2);
    written.addAll(write(50, 100));
    hub.away.set(false);
    await().atMost(LIMIT).until(() -> table.equals(written));
    await().atMost(LIMIT).until(() -> untaken() == 0);
  }

  @Test
  void aHubWithoutPostgresDoesNotBlockTheOthers() throws Exception {
    Hub cut = new Hub();
    cut.away.set(true);
    Set<String> written = write(0, 50);
    start(cut);
    await().atMost(LIMIT).until(() -> !cut.attempts.isEmpty());

    Hub other = start(new Hub());
    await().atMost(LIMIT).until(() -> other.membership.joined() && members() == 2);
    written.addAll(write(50, 100));
    await().atMost(LIMIT).until(() -> table.size() > 50);
    cut.away.set(false);

    await().atMost(LIMIT).until(() -> table.equals(written));
    await().atMost(LIMIT).until(() -> untaken() == 0);
    assertThat(other.attempts).isNotEmpty();
  }

  @Test
  void aStopDuringABatchEndsPromptlyAndTheBatchComesAgain() throws Exception {
    Hub first = new Hub(Duration.ofDays(1));
    first.away.set(true);
    Set<String> written = write(0, 50);
    start(first);
    await().atMost(LIMIT).until(() -> !first.attempts.isEmpty());
    first.end();
    assertThat(committed()).isEmpty();

    start(new Hub());
    await().atMost(LIMIT).until(() -> table.equals(written));
  }

  @Test
  void foreignRecordsAndTrialsAreSkipped() throws Exception {
    producer.send(new ProducerRecord<>(name, 0, null, new byte[0])).get();
    producer.send(new ProducerRecord<>(name, 0, "key".getBytes(UTF_8), new byte[0])).get();
    producer
        .send(
            new ProducerRecord<>(
                name, 0, null, null, new byte[0], List.of(header("trial", "true"))))
        .get();
    Set<String> written = write(0, 4);
    start(new Hub());
    await().atMost(LIMIT).until(() -> table.equals(written) && untaken() == 0);
  }

  @Test
  void aFailedPollSkipsNothing() throws Exception {
    Set<String> written = write(0, 50);
    AtomicBoolean failed = new AtomicBoolean();
    start(new Hub(Duration.ZERO, failingOnce(failed)));
    await().atMost(LIMIT).until(() -> table.equals(written) && untaken() == 0);
    assertThat(failed).isTrue();
  }

  /**
   * Makes a consumer that fails in the poll after one with records, while Camel still holds them.
   */
  private KafkaClientFactory failingOnce(AtomicBoolean failed) {
    IntakeClient client = new IntakeClient(kafka);
    return new DefaultKafkaClientFactory() {
      @Override
      public Consumer<?, ?> getConsumer(Properties options) {
        Consumer<?, ?> consumer = client.getConsumer(options);
        AtomicBoolean brought = new AtomicBoolean();
        return (Consumer<?, ?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Consumer.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("poll")
                      && brought.get()
                      && failed.compareAndSet(false, true)) {
                    throw new KafkaException("once");
                  }
                  try {
                    Object answer = method.invoke(consumer, arguments);
                    if (answer instanceof ConsumerRecords<?, ?> records && !records.isEmpty()) {
                      brought.set(true);
                    }
                    return answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
      }

      @Override
      public String getBrokers(KafkaConfiguration configuration) {
        return client.getBrokers(configuration);
      }
    };
  }

  /** The intake of one hub, whose PostgreSQL may be unavailable. */
  private final class Hub {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Membership membership = new Membership();
    private final AtomicBoolean away = new AtomicBoolean();
    private final List<Integer> attempts = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final TakeBatch take;

    Hub() throws Exception {
      this(Duration.ZERO);
    }

    Hub(Duration patience) throws Exception {
      this(patience, new IntakeClient(kafka));
    }

    Hub(Duration patience, KafkaClientFactory client) throws Exception {
      take = new TakeBatch(this::take, new Loops().add("intake"), patience);
      camel.getRegistry().bind(IntakeClient.BEAN, client);
      camel.getRegistry().bind(KafkaConstants.KAFKA_SUBSCRIBE_ADAPTER, membership);
      camel.addRoutes(new IntakeRoute(settings(), take));
      hubs.add(this);
    }

    private void take(List<InboundRecord> records) {
      attempts.add(records.size());
      if (away.get()) {
        throw new CannotCreateTransactionException("away");
      }
      records.forEach(record -> table.add(record.key()));
    }

    private void end() throws Exception {
      take.stop();
      camel.getRouteController().stopRoute(IntakeRoute.ID, 10, TimeUnit.SECONDS);
      camel.stop();
    }
  }

  private static Hub start(Hub hub) throws Exception {
    hub.camel.start();
    hub.camel.getRouteController().startRoute(IntakeRoute.ID);
    return hub;
  }

  private IntakeSettings settings() {
    return new IntakeSettings(
        name, name, BATCH, 1, Duration.ofSeconds(2), 1, Map.of(), List.of(), List.of());
  }

  /** Writes records whose keys are numbers, to the partitions in turn. */
  private Set<String> write(int from, int to) {
    for (int i = from; i < to; i++) {
      producer.send(
          new ProducerRecord<>(
              name,
              i % PARTITIONS,
              null,
              "subject".getBytes(UTF_8),
              new byte[] {1},
              List.of(
                  header("source", "form"),
                  header("key", Integer.toString(i)),
                  header("received-at", "2026-11-20T15:00:00Z"))));
    }
    producer.flush();
    return IntStream.range(from, to)
        .mapToObj(Integer::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static org.apache.kafka.common.header.Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
    return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get();
  }

  private int members() throws Exception {
    return admin
        .describeConsumerGroups(List.of(name))
        .describedGroups()
        .values()
        .iterator()
        .next()
        .get()
        .members()
        .size();
  }

  private long untaken() {
    try (Untaken untaken = new Untaken(kafka, name, name, java.time.Clock.systemUTC())) {
      return untaken.found().records();
    }
  }
}
