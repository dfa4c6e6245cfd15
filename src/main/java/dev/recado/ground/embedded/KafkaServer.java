package dev.recado.ground.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A one-node KRaft broker in this JVM. It flushes each batch to disk before it acknowledges. When
 * it has given up, for example on a full disk, it is started again.
 */
final class KafkaServer implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(KafkaServer.class);
  private static final int NODE = 1;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Path data;
  private final int port;
  private final KafkaAccess access;
  private final BooleanSupplier room;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch;
  private volatile @Nullable KafkaRaftServer running;
  private volatile boolean gaveUp;

  private KafkaServer(Path data, int port, KafkaAccess access, BooleanSupplier room) {
    this.data = data;
    this.port = port;
    this.access = access;
    this.room = room;
    this.watch = new Thread(this::watch, "embedded-kafka-watch");
    watch.setDaemon(true);
  }

  /**
   * Starts the broker on a folder, which is formatted on the first start.
   *
   * @param data the folder of the log
   * @param port where clients connect
   * @param access who may connect
   * @param room whether the disk has space for a new start after the broker gave up
   */
  static KafkaServer start(Path data, int port, KafkaAccess access, BooleanSupplier room)
      throws IOException {
    OwnerOnly.folder(data);
    format(data);
    KafkaServer server = new KafkaServer(data, port, access, room);
    KafkaHalt.caught(server::gaveUp);
    server.launch();
    server.watch.start();
    return server;
  }

  private static void format(Path data) throws IOException {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .run();
    } catch (Exception e) {
      throw new IOException("The Kafka folder " + data + " could not be formatted", e);
    }
  }

  private void launch() {
    gaveUp = false;
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    running = server;
    server.startup();
  }

  private Properties settings() {
    int controllerPort = FreePort.find();
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE));
    p.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    p.setProperty(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
    p.setProperty("inter.broker.listener.name", "BROKER");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.putAll(access.ofBroker());
    p.setProperty("log.dirs", data.toString());
    // There is no replica to fall back on: what is acknowledged must be on the disk.
    p.setProperty("log.flush.interval.messages", "1");
    // The defaults are for a cluster of three; on one node they slow the start by many seconds.
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("auto.create.topics.enable", "false");
    // After a kill, Kafka admits the broker again only once its old session has timed out. The
    // default is 9 s.
    p.setProperty("broker.session.timeout.ms", "5000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    small(p);
    return p;
  }

  /** The defaults are for a dedicated machine: the cleaner alone would take 128 MB. */
  private static void small(Properties p) {
    p.setProperty("num.network.threads", "1");
    p.setProperty("num.io.threads", "2");
    p.setProperty("background.threads", "1");
    p.setProperty("num.recovery.threads.per.data.dir", "1");
    p.setProperty("log.cleaner.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    p.setProperty("log.cleaner.io.buffer.size", "262144");
    p.setProperty("log.segment.bytes", "67108864");
    p.setProperty("log.retention.hours", "168");
  }

  /** Lets the broker start again as soon as there is disk space. */
  void gaveUp() {
    gaveUp = true;
  }

  private void watch() {
    try {
      Duration pause = LOOK_EVERY;
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = gaveUp ? startAnew(pause) : LOOK_EVERY;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries once; returns the pause until the next look. */
  private Duration startAnew(Duration pause) {
    try {
      stop();
      if (!room.getAsBoolean()) {
        return LOOK_EVERY;
      }
      launch();
      log.info("The embedded Kafka is back on port {}", port);
      return LOOK_EVERY;
    } catch (RuntimeException | KafkaHalt e) {
      gaveUp = true;
      Duration longer = pause.multipliedBy(2);
      Duration next = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      log.warn(
          "The embedded Kafka does not start yet, next try in {} s: {}",
          next.toSeconds(),
          e.toString());
      return next;
    }
  }

  private void stop() {
    KafkaRaftServer server = running;
    running = null;
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** Where clients connect, host and port. */
  String brokers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
  }
}
