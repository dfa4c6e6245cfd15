package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.ConversationLog;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Daemons;
import dev.recado.ground.process.Role;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.ingress.InboundLog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Configures WAHA. */
@Configuration(proxyBeanMethods = false)
class WahaConfiguration {

  @Bean
  WahaWebhooks wahaWebhooks(Channels channels) {
    return new WahaWebhooks(channels);
  }

  @Bean
  WahaEvents wahaEvents(
      @Value("${recado.conversation.answer-within:24h}") Duration answerWithin,
      @Value("${recado.waha.listens-to:}") String session,
      Channels channels) {
    return new WahaEvents(answerWithin, session.strip(), channels);
  }

  @Bean
  WahaIdentities wahaIdentities(Channels channels, Clock clock) {
    return new WahaIdentities(channels, clock);
  }

  @Bean
  SessionTable wahaSessionTable(JdbcClient jdbc) {
    return new SessionTable(jdbc);
  }

  @Bean
  WahaSessions wahaSessions(SessionTable table, WahaSettings settings, Clock clock) {
    return new WahaSessions(table, settings.lookEvery(), clock);
  }

  @Bean
  SessionSink wahaSessionSink(WahaSessions sessions, SessionTable table) {
    return new SessionSink(sessions, table);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  WahaHistory wahaHistory(
      Channels channels,
      SessionTable table,
      ConversationLog conversations,
      InboundLog inbound,
      Clock clock) {
    return new WahaHistory(channels, table, conversations::known, inbound, clock);
  }

  /** A process that takes no events only reads what others have seen. */
  @Bean
  SessionWatch wahaSessionWatch(
      Channels channels,
      WahaSessions sessions,
      SessionTable table,
      ObjectProvider<WahaHistory> history,
      WahaSettings settings,
      HistorySettings historySettings,
      Loops loops,
      Clock clock) {
    return new SessionWatch(
        channels,
        sessions,
        table,
        history.getIfAvailable(),
        new SessionWatch.Settings(settings.lookEvery(), historySettings),
        loops.add("waha-sessions"),
        clock);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  WahaControl wahaControl(
      Channels channels,
      WahaProvider provider,
      SessionWatch watch,
      WahaSessions sessions,
      Clock clock) {
    return new WahaControl(channels, provider, watch, sessions, clock);
  }

  @Bean
  @Order(1)
  WahaProvider wahaProvider(
      Environment environment,
      WahaSettings settings,
      ObjectMapper json,
      WahaSessions sessions,
      Clock clock) {
    return new WahaProvider(
        environment,
        settings,
        Outbound.httpClient(Duration.ofSeconds(10), WahaProvider.ID_FETCHERS + 2),
        json,
        Executors.newFixedThreadPool(WahaProvider.ID_FETCHERS, Daemons.named("waha-message-ids")),
        sessions,
        clock);
  }

  /** The Kamelets waha-text-sink and waha-media-sink refer to this name. */
  @Bean("wahaAnswers")
  WahaAnswers wahaAnswers(ObjectMapper json, Channels channels) {
    return new WahaAnswers(json, channels);
  }
}
