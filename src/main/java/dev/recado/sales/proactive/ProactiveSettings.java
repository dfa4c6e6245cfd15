package dev.recado.sales.proactive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the conversations that the hub begins.
 *
 * @param idle after so long without a word of either side one does not run any more, and the
 *     contact may be written to anew
 */
@ConfigurationProperties("recado.opening")
record ProactiveSettings(@DefaultValue("7d") Duration idle) {}
