package dev.recado.flow;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the flows.
 *
 * @param routes the folder of flows, Kamelets and templates ({@code RECADO_ROUTES})
 * @param whatsappConnector the connector that takes WhatsApp messages
 */
@ConfigurationProperties("recado.flow")
record FlowSettings(
    @DefaultValue("./routes") Path routes, @DefaultValue("waha") String whatsappConnector) {}
