package dev.recado.sales.seller;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sellers.
 *
 * @param fallbackArea who sells this gets the leads whose area is not known or has nobody
 * @param loadWindow how long an open lead counts as somebody's load
 * @param syncEvery how often the CRMs are asked who sells
 */
@ConfigurationProperties("recado.seller")
record SellerSettings(
    @DefaultValue("Geral") String fallbackArea,
    @DefaultValue("30d") Duration loadWindow,
    @DefaultValue("1h") Duration syncEvery) {}
