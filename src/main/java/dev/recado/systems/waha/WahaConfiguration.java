package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Daemons;
import dev.recado.ground.process.Exposure;
import dev.recado.spine.http.Outbound;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures WAHA. */
@Configuration(proxyBeanMethods = false)
class WahaConfiguration {

  /** How many calls for ids run at once. */
  private static final int ID_FETCHERS = 8;

  @Bean
  WahaWebhooks wahaWebhooks(Environment environment) {
    return new WahaWebhooks(
        WahaAddress.unsigned(environment)
            ? null
            : Exposure.secret(environment, WahaAddress.HMAC_KEY, "WAHA_HMAC_KEY"));
  }

  @Bean
  WahaEvents wahaEvents(
      @Value("${recado.conversation.answer-within:24h}") Duration answerWithin,
      @Value("${recado.waha.listens-to:}") String session) {
    return new WahaEvents(answerWithin, session.strip());
  }

  @Bean
  WahaIdentities wahaIdentities(WahaCalls calls, Clock clock) {
    return new WahaIdentities(calls, clock);
  }

  @Bean
  WahaServer wahaServer(Environment environment) {
    return new WahaServer(environment::getRequiredProperty);
  }

  @Bean
  WahaCalls wahaCalls(ObjectMapper json, WahaServer server, WahaSettings settings, Clock clock) {
    return new WahaCalls(
        Outbound.httpClient(Duration.ofSeconds(10), ID_FETCHERS + 2),
        json,
        server,
        settings,
        new KeyWatch(clock));
  }

  /** Watches the key for sending; other calls have a watch of their own. */
  @Bean
  KeyWatch wahaSends(Clock clock) {
    return new KeyWatch(clock);
  }

  @Bean
  WahaSessions wahaSessions(JdbcClient jdbc, Clock clock, WahaSettings settings) {
    return new WahaSessions(jdbc, clock, settings.session());
  }

  @Bean
  WahaChannel wahaChannel(
      WahaCalls calls,
      WahaSettings settings,
      WahaSessions sessions,
      KeyWatch sends,
      Environment env,
      Clock clock) {
    // Read once at the start, so that a missing key is reported then and not by the first message.
    env.getRequiredProperty(WahaAddress.KEY);
    ExecutorService fetchers =
        Executors.newFixedThreadPool(ID_FETCHERS, Daemons.named("waha-message-ids"));
    return new WahaChannel(
        settings, new WahaMessageIds(calls, fetchers, ID_FETCHERS, clock), sessions, sends);
  }

  @Bean("wahaAnswers")
  WahaAnswers wahaAnswers(ObjectMapper json, WahaCalls calls, KeyWatch sends) {
    return new WahaAnswers(json, calls, sends);
  }

  /** The Kamelet waha-text-sink refers to this name. */
  @Bean("wahaKey")
  WahaKey wahaKey(WahaServer server) {
    return new WahaKey(server);
  }
}
