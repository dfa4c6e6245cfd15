package dev.recado.authoring.reload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the hot reload.
 *
 * @param watch whether the running hub loads saved files
 * @param every how often the folder is polled; a file must stay unchanged for this long
 * @param tests whether the tests of a saved flow must pass first
 */
@ConfigurationProperties("recado.swap")
record ReloadSettings(
    @DefaultValue("true") boolean watch,
    @DefaultValue("250ms") Duration every,
    @DefaultValue("true") boolean tests) {}
