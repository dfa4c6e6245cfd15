package dev.recado.ground.embedded;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches a broker that wants to end the process.
 *
 * <p>A broker that cannot write its log halts the JVM. That is right for a broker in a process of
 * its own, but the hub around this one can wait until there is disk space.
 */
final class KafkaHalt extends Error {

  private static final Logger log = LoggerFactory.getLogger(KafkaHalt.class);
  private static final long serialVersionUID = 1L;
  private static volatile Runnable broker = () -> {};

  private KafkaHalt(int status) {
    super("The embedded Kafka gave up with status " + status);
  }

  /**
   * From now on calls {@code gaveUp} instead of ending the process.
   *
   * @param gaveUp what to call; a process has one broker, and the last call of this method counts
   */
  static void caught(Runnable gaveUp) {
    broker = gaveUp;
    Exit.setHaltProcedure((status, message) -> tell(status));
    Exit.setExitProcedure((status, message) -> tell(status));
  }

  /** Throws, because Kafka expects that this call never returns. */
  private static void tell(int status) {
    log.error(
        "The embedded Kafka has given up, most likely because the disk is full; it is started again");
    broker.run();
    throw new KafkaHalt(status);
  }
}
