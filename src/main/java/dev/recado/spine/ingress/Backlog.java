package dev.recado.spine.ingress;

/** What lies in the inbound log and nobody has worked on yet; whoever reads the log tells. */
public interface Backlog {

  /**
   * Looks into the log. May take as long as Kafka does.
   *
   * @return how it stands now
   * @throws org.apache.kafka.common.KafkaException where Kafka does not answer
   */
  Count count();

  /**
   * How the log stands.
   *
   * @param waiting how many records nobody has worked on
   * @param taken how many were worked on since the log began; it only grows
   */
  record Count(long waiting, long taken) {}
}
