package dev.recado.systems.waha;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the search for messages that no webhook has brought.
 *
 * @param enabled whether the hub searches at all
 * @param after how long after the session's return; WAHA's own webhooks come first, and tell more
 * @param most how far back it searches
 * @param silence after this time without any webhook it searches, too; zero for never
 */
@ConfigurationProperties("recado.waha.history")
record HistorySettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("30s") Duration after,
    @DefaultValue("7d") Duration most,
    @DefaultValue("15m") Duration silence) {}
