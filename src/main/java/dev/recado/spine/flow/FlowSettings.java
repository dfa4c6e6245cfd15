package dev.recado.spine.flow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the flows.
 *
 * @param whatsappConnector the connector that takes WhatsApp messages
 */
@ConfigurationProperties("recado.flow")
record FlowSettings(@DefaultValue("waha") String whatsappConnector) {}
