package dev.recado.spine.camel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the routes' metrics.
 *
 * @param steps whether each step of a flow has a timer as well
 */
@ConfigurationProperties("recado.metrics")
record MeterSettings(@DefaultValue("false") boolean steps) {}
