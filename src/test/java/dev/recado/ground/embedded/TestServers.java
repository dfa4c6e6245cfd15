package dev.recado.ground.embedded;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.util.unit.DataSize;

/**
 * One PostgreSQL and one Kafka for all tests of this JVM, started by the first test that needs
 * them.
 */
public final class TestServers {

  /** Unpacking takes seconds, so the programs of PostgreSQL are unpacked once for all builds. */
  public static final Path BINARIES = Path.of("target", "postgres-bin").toAbsolutePath();

  /** The owner of the tests' databases. */
  public static final String USER = "recado";

  /** An open Kafka: it accepts everybody who reaches it. */
  private static final KafkaAccess OPEN =
      new KafkaAccess(
          Map.of("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
          Map.of());

  private static final Path FOLDER =
      Path.of("target", "test-servers", UUID.randomUUID().toString()).toAbsolutePath();
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final String TEMPLATE = "migrated";
  private static boolean migrated;
  private static @Nullable PostgresServer postgres;
  private static @Nullable KafkaServer kafka;

  private TestServers() {}

  /**
   * Makes an empty database of its own.
   *
   * @return its address, with the user and the password in it
   */
  public static String jdbcUrl() {
    return made("test" + DATABASES.incrementAndGet(), "");
  }

  /**
   * Makes a database of its own with the hub's tables, which are made once and copied.
   *
   * @return its address, with the user and his password in it
   */
  public static String migratedUrl() {
    return made("test" + DATABASES.incrementAndGet(), " template " + template());
  }

  /** Nobody is connected to it any more once it is told: PostgreSQL copies no other. */
  private static synchronized String template() {
    if (!migrated) {
      String url = made(TEMPLATE, "");
      Flyway.configure().dataSource(url, null, null).load().migrate();
      migrated = true;
    }
    return TEMPLATE;
  }

  private static String made(String database, String like) {
    String server = postgres().jdbcUrl();
    String login = "?user=" + USER + "&password=" + password();
    try (Connection connection = DriverManager.getConnection(server + login);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database + like);
    } catch (SQLException e) {
      throw new IllegalStateException("No database for a test", e);
    }
    return server.replaceFirst("/postgres$", "/" + database + login);
  }

  /**
   * Tells the password of {@link #USER}.
   *
   * @return a password made for this run
   */
  public static String password() {
    try {
      return postgres().password();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tells the address of the common Kafka; tests use topics of their own.
   *
   * @return host and port
   */
  public static String brokers() {
    return kafka().brokers();
  }

  /**
   * Makes a topic in the common Kafka, and waits until the broker tells of it: it does so a moment
   * after it has said that the topic is made.
   *
   * @param topic a name that no other test uses
   */
  public static void createTopic(NewTopic topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
      await().atMost(Duration.ofSeconds(60)).until(() -> isTold(admin, topic));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("No topic for a test", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a topic was made", e);
    }
  }

  private static boolean isTold(Admin admin, NewTopic topic) throws Exception {
    try {
      return described(admin, topic.name()).partitions().size() == topic.numPartitions();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static TopicDescription described(Admin admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().values().iterator().next();
  }

  /**
   * Makes a disk without free space.
   *
   * @return a disk that was looked at already
   */
  public static DiskSpace fullDisk() {
    DiskSpace space = new DiskSpace(FOLDER, () -> 0, DataSize.ofMegabytes(1));
    space.look();
    return space;
  }

  /**
   * Fails a test that starts what the quick tests do without, and is not marked as such.
   *
   * @param tag what its class is to be marked with
   */
  public static void onlyWhereMarked(String tag) {
    if (System.getProperty("recado.tests.later", "").contains(tag)) {
      throw new IllegalStateException(
          "This test starts a %1$s among the quick tests: mark its class with @Tag(\"%1$s\")"
              .formatted(tag));
    }
  }

  private static synchronized PostgresServer postgres() {
    PostgresServer running = postgres;
    if (running == null) {
      try {
        running = startPostgres();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      postgres = running;
      stopAtTheEnd(running);
    }
    return running;
  }

  /** The hub's role has one database and creates no others; the tests' role creates many. */
  private static PostgresServer startPostgres() throws IOException {
    PostgresPrograms programs = PostgresPrograms.in(BINARIES);
    Cluster cluster = Cluster.in(FOLDER.resolve("postgres"), programs);
    cluster.asSuperuser("alter role recado createdb;\n\n");
    return PostgresServer.start(programs, cluster, settings());
  }

  /**
   * Many hubs at a time; and nothing that is in here outlives the tests, so no disk is waited for.
   */
  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(PostgresServer.settings());
    settings.put("max_connections", "200");
    settings.put("fsync", "off");
    settings.put("full_page_writes", "off");
    settings.put("synchronous_commit", "off");
    return settings;
  }

  private static KafkaServer startKafka(Path folder, int port) throws IOException {
    onlyWhereMarked("kafka");
    return KafkaServer.start(folder, port, OPEN, () -> true);
  }

  private static synchronized KafkaServer kafka() {
    KafkaServer running = kafka;
    if (running == null) {
      try {
        running = startKafka(FOLDER.resolve("kafka"), FreePort.find());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      kafka = running;
      stopAtTheEnd(running);
    }
    return running;
  }

  /** After the contexts of Spring, which would wait for a server that is gone. */
  private static void stopAtTheEnd(Closeable server) {
    SpringApplication.getShutdownHandlers()
        .add(
            () -> {
              try {
                server.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** A Kafka of one test, which may stop it and start it again with the same data and port. */
  public static final class OwnKafka implements Closeable {

    private final Path folder = FOLDER.resolve("kafka-" + UUID.randomUUID());
    private final int port = FreePort.find();
    private @Nullable KafkaServer running;

    /** Starts it, or starts it again. */
    public void start() {
      try {
        running = startKafka(folder, port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Stops it; its data stays. */
    public void stop() {
      KafkaServer server = running;
      running = null;
      if (server != null) {
        server.close();
      }
    }

    /**
     * Tells its address, even while it is stopped.
     *
     * @return host and port
     */
    public String brokers() {
      return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
      stop();
    }
  }
}
