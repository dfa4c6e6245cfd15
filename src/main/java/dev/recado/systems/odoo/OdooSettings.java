package dev.recado.systems.odoo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Settings of Odoo.
 *
 * @param url its address without a trailing slash ({@code ODOO_URL}); empty: no Odoo
 * @param db the database ({@code ODOO_DB})
 * @param username the user that the hub logs in as ({@code ODOO_USERNAME})
 * @param password the password or an API key ({@code ODOO_PASSWORD})
 * @param timeout how long one call may take
 * @param protocol the protocol of the API
 * @param reconcileOverlap how far each look goes back behind the last one: Odoo stamps a write when
 *     its transaction begins, which may be long before it commits
 */
@ConfigurationProperties("recado.odoo")
record OdooSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String db,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("auto") Protocol protocol,
    @DefaultValue("10m") Duration reconcileOverlap) {

  /** The protocols of Odoo's API. */
  enum Protocol {
    /** Chosen by Odoo's version. */
    AUTO,
    /** {@code /jsonrpc}, with a password or an API key; removed from Odoo 22. */
    JSONRPC,
    /** {@code /json/2}, with an API key, from Odoo 19. */
    JSON2
  }

  boolean configured() {
    return StringUtils.hasText(url);
  }

  /** The sender of notes if the user has no e-mail address in Odoo; no mail goes there. */
  String sender() {
    return username.contains("@") ? username : "recado@localhost";
  }

  /** Leaves the password out, because the default text of a record would show it. */
  @Override
  public String toString() {
    return "OdooSettings[url=" + url + ", db=" + db + ", username=" + username + "]";
  }
}
