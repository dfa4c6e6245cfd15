package dev.recado.sales.proactive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the conversations that the hub begins.
 *
 * @param idle after this time without a message of either side, a conversation no longer runs, and
 *     the hub may write to the contact again
 */
@ConfigurationProperties("recado.opening")
record ProactiveSettings(@DefaultValue("7d") Duration idle) {}
