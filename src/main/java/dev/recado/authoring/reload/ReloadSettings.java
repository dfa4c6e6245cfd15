package dev.recado.authoring.reload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the swap.
 *
 * @param watch whether saved files are taken into the running hub
 * @param every how often the folder is looked at; a file must stay the same for as long
 * @param tests whether the tests of a saved flow must pass first
 */
@ConfigurationProperties("recado.swap")
record ReloadSettings(
    @DefaultValue("true") boolean watch,
    @DefaultValue("250ms") Duration every,
    @DefaultValue("true") boolean tests) {}
