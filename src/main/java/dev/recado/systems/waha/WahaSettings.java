package dev.recado.systems.waha;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Settings of WAHA.
 *
 * @param url its address without a trailing slash ({@code WAHA_URL}); empty: the phone simulator
 * @param apiKey its key ({@code WAHA_API_KEY})
 * @param session the session that sends ({@code WAHA_SESSION})
 * @param webhookUrl the address of the hub for WAHA ({@code WAHA_WEBHOOK_URL}); empty: WAHA's own
 *     settings say where it posts
 * @param seen whether chats are marked as read before each reply of the hub
 * @param lookEvery how often the hub looks at a session
 */
@ConfigurationProperties("recado.waha")
record WahaSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String apiKey,
    @DefaultValue("default") String session,
    @DefaultValue("") String webhookUrl,
    @DefaultValue("false") boolean seen,
    @DefaultValue("30s") Duration lookEvery) {

  boolean simulated() {
    return !StringUtils.hasText(url);
  }

  /** Leaves the key out, because the default text of a record would show it. */
  @Override
  public String toString() {
    return "WahaSettings[url=" + url + ", session=" + session + "]";
  }
}
