package dev.recado.systems.simulator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the simulator; the defaults are WAHA's own (docs/contracts.md#waha-webhooks).
 *
 * @param attempts how often a webhook is posted at most
 * @param pause between two attempts
 */
@ConfigurationProperties("recado.simulator")
record SimulatorSettings(@DefaultValue("15") int attempts, @DefaultValue("2s") Duration pause) {}
