package dev.recado.spine.ingress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the front door.
 *
 * @param topic the Kafka topic that takes what comes in
 * @param partitions how many partitions the topic gets, and so how many processes can share the
 *     intake. The embedded broker has one, because it flushes each partition to disk separately
 * @param ackWithin how long a sender waits for the log at most; Odoo hangs up after one second
 * @param retryAfter how long a 503 asks the sender to wait, in whole seconds
 * @param longestWait how long an acknowledged webhook may wait to be worked on; beyond that, the
 *     hub takes in no more than it works on
 */
@ConfigurationProperties("recado.ingress")
record IngressSettings(
    @DefaultValue("recado.inbound") String topic,
    @DefaultValue("6") int partitions,
    @DefaultValue("900ms") Duration ackWithin,
    @DefaultValue("5s") Duration retryAfter,
    @DefaultValue("20s") Duration longestWait) {}
