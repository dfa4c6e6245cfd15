package dev.recado.ground.embedded;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches a broker that wants to end the process.
 *
 * <p>A broker whose log cannot be written halts the JVM: right for a process of its own, and not
 * for the hub around it, which can wait until there is room.
 */
final class KafkaHalt extends Error {

  private static final Logger log = LoggerFactory.getLogger(KafkaHalt.class);
  private static final long serialVersionUID = 1L;
  private static volatile Runnable broker = () -> {};

  private KafkaHalt(int status) {
    super("The embedded Kafka gave up with status " + status);
  }

  /**
   * Tells a broker from now on instead of letting the process end.
   *
   * @param gaveUp whom to tell; a process has one broker, and the last one counts
   */
  static void caught(Runnable gaveUp) {
    broker = gaveUp;
    Exit.setHaltProcedure((status, message) -> tell(status));
    Exit.setExitProcedure((status, message) -> tell(status));
  }

  /** Kafka counts on not coming back from here. */
  private static void tell(int status) {
    log.error("The embedded Kafka has given up, most likely over a full disk; it is started anew");
    broker.run();
    throw new KafkaHalt(status);
  }
}
