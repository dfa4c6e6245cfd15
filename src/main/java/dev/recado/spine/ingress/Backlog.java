package dev.recado.spine.ingress;

/**
 * The records of the inbound log that wait to be worked on. The reader of the log implements this.
 */
public interface Backlog {

  /**
   * Counts the records. It takes as long as Kafka takes.
   *
   * @return the counts now
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  Count count();

  /**
   * The counts of the log at one moment.
   *
   * @param waiting how many records wait to be worked on
   * @param taken how many were worked on since the log began; it only grows
   */
  record Count(long waiting, long taken) {}
}
