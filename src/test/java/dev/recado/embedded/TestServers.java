package dev.recado.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL and one Kafka for all tests of this JVM, started by whoever asks first. */
public final class TestServers {

  /** Unpacking takes seconds, so the programs of PostgreSQL are unpacked once for all builds. */
  public static final Path BINARIES = Path.of("target", "postgres-bin").toAbsolutePath();

  private static final Path FOLDER =
      Path.of("target", "test-servers", UUID.randomUUID().toString()).toAbsolutePath();
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable PostgresServer postgres;
  private static @Nullable KafkaServer kafka;

  private TestServers() {}

  /**
   * Makes a database of its own.
   *
   * @return its address, with the user in it
   */
  public static String jdbcUrl() {
    String server = postgres().jdbcUrl();
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(server, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("No database for a test", e);
    }
    return server.replaceFirst("/postgres$", "/" + name + "?user=postgres");
  }

  /**
   * Tells where the common Kafka is; tests keep apart by their topics.
   *
   * @return host and port
   */
  public static String brokers() {
    return kafka().brokers();
  }

  private static synchronized PostgresServer postgres() {
    PostgresServer running = postgres;
    if (running == null) {
      try {
        running = PostgresServer.start(FOLDER.resolve("postgres"), BINARIES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      postgres = running;
      stopAtTheEnd(running);
    }
    return running;
  }

  private static synchronized KafkaServer kafka() {
    KafkaServer running = kafka;
    if (running == null) {
      try {
        running = KafkaServer.start(FOLDER.resolve("kafka"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      kafka = running;
      stopAtTheEnd(running);
    }
    return running;
  }

  private static void stopAtTheEnd(Closeable server) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    server.close();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  /** A Kafka of one test, which may stop it and start it again on the same data and port. */
  public static final class OwnKafka implements Closeable {

    private final Path folder = FOLDER.resolve("kafka-" + UUID.randomUUID());
    private final int port = FreePort.find();
    private @Nullable KafkaServer running;

    /** Starts it, or starts it again. */
    public void start() {
      try {
        running = KafkaServer.start(folder, port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Stops it; its data stay. */
    public void stop() {
      KafkaServer server = running;
      running = null;
      if (server != null) {
        server.close();
      }
    }

    /**
     * Tells where it is, also while it is stopped.
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
