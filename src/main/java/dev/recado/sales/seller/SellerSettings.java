package dev.recado.sales.seller;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sellers.
 *
 * @param fallbackArea the sellers of this area get the leads whose area is unknown or has no seller
 * @param loadWindow how long an open lead counts as a seller's load
 * @param syncEvery how often the hub asks the CRMs for their sellers
 */
@ConfigurationProperties("recado.seller")
record SellerSettings(
    @DefaultValue("Geral") String fallbackArea,
    @DefaultValue("30d") Duration loadWindow,
    @DefaultValue("1h") Duration syncEvery) {}
