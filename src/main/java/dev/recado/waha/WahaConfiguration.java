package dev.recado.waha;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.http.Outbound;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts WAHA's part together. */
@Configuration(proxyBeanMethods = false)
class WahaConfiguration {

  /** How many ids are asked for at once. */
  private static final int ID_FETCHERS = 8;

  @Bean
  WahaCalls wahaCalls(ObjectMapper json, Environment environment, WahaSettings settings) {
    return new WahaCalls(
        Outbound.httpClient(Duration.ofSeconds(10), ID_FETCHERS + 2), json, environment, settings);
  }

  @Bean
  WahaChannel wahaChannel(WahaCalls calls, WahaSettings settings, Environment env, Clock clock) {
    // Asked for once at the start, so that a missing key is told then and not by the first message.
    env.getRequiredProperty(WahaAddress.KEY);
    ExecutorService fetchers =
        Executors.newFixedThreadPool(
            ID_FETCHERS,
            task -> {
              Thread thread = new Thread(task, "waha-message-ids");
              thread.setDaemon(true);
              return thread;
            });
    return new WahaChannel(settings, new WahaMessageIds(calls, fetchers, ID_FETCHERS, clock));
  }

  @Bean("wahaAnswers")
  WahaAnswers wahaAnswers(ObjectMapper json, WahaCalls calls) {
    return new WahaAnswers(json, calls);
  }
}
