package dev.recado.ground.embedded;

/**
 * Where the Kafka of this process is; there is none where brokers are configured.
 *
 * @param brokers host and port
 */
public record EmbeddedKafka(String brokers) {}
