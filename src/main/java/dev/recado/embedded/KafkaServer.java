package dev.recado.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A one-node KRaft broker in this JVM that flushes each batch to disk before it acknowledges. */
final class KafkaServer implements Closeable {

  private static final int NODE = 1;

  private final KafkaRaftServer server;
  private final String brokers;

  private KafkaServer(KafkaRaftServer server, String brokers) {
    this.server = server;
    this.brokers = brokers;
  }

  /**
   * Starts the broker on a folder, which is formatted on the first start.
   *
   * @param data where the log lives
   */
  static KafkaServer start(Path data) throws IOException {
    return start(data, FreePort.find());
  }

  static KafkaServer start(Path data, int port) throws IOException {
    Files.createDirectories(data);
    format(data);
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(settings(data, port, FreePort.find()), false), Time.SYSTEM);
    server.startup();
    return new KafkaServer(server, "127.0.0.1:" + port);
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

  private static Properties settings(Path data, int port, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE));
    p.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    p.setProperty(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
    p.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("inter.broker.listener.name", "BROKER");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("log.dirs", data.toString());
    // There is no replica to fall back on: what is acknowledged must be on the disk.
    p.setProperty("log.flush.interval.messages", "1");
    // One node: the defaults for a cluster of three make the start many seconds longer.
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("auto.create.topics.enable", "false");
    // After a kill the broker is let in again only when its earlier self counts as gone: 9 s by
    // default.
    p.setProperty("broker.session.timeout.ms", "5000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    small(p);
    return p;
  }

  /** The defaults are for a machine of its own: 128 MB for the cleaner alone. */
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

  /** Where clients connect, host and port. */
  String brokers() {
    return brokers;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
