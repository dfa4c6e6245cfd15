package dev.recado.spine.ingress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the front door.
 *
 * @param topic the Kafka topic that takes what comes in
 * @param partitions how many partitions the topic is made with: as many processes can share the
 *     intake; on the embedded broker it is one, for each has to be flushed to disk by itself
 * @param ackWithin how long a sender waits for the log at most; Odoo hangs up after one second
 * @param retryAfter what a 503 asks the sender to wait, whole seconds
 * @param longestWait how long an acknowledged webhook may wait to be worked on, before no more are
 *     taken in than are worked on
 */
@ConfigurationProperties("recado.ingress")
record IngressSettings(
    @DefaultValue("recado.inbound") String topic,
    @DefaultValue("6") int partitions,
    @DefaultValue("900ms") Duration ackWithin,
    @DefaultValue("5s") Duration retryAfter,
    @DefaultValue("20s") Duration longestWait) {}
