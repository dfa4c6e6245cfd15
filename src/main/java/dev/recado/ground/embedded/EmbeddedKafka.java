package dev.recado.ground.embedded;

/**
 * The address of the Kafka inside this process; absent if brokers are configured.
 *
 * @param brokers host and port
 */
public record EmbeddedKafka(String brokers) {}
