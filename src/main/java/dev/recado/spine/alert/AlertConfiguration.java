package dev.recado.spine.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.spine.channel.Ability;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Dispatch;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans of alerts. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

  @Bean
  AlertTable alertTable(JdbcClient jdbc) {
    return new AlertTable(jdbc);
  }

  @Bean
  Alerts alerts(AlertTable table, Clock clock) {
    return new Alerts(table, clock);
  }

  @Bean
  AlertEvents alertEvents(Timers timers, ObjectMapper json) {
    return new AlertEvents(timers, json);
  }

  @Bean
  Quality channelQuality(JdbcClient jdbc, Channels channels, AlertSettings settings) {
    return new Quality(jdbc, channels, settings);
  }

  @Bean
  Reports channelReports(JdbcClient jdbc) {
    return new Reports(jdbc);
  }

  @Bean
  @ConditionalOnRole(Role.DISPATCH)
  Reporter channelReporter(
      Dispatch dispatch,
      Channels channels,
      Reports reports,
      Loops loops,
      AlertSettings settings,
      Clock clock) {
    return new Reporter(
        dispatch, channels, reports, loops.add("channel-reports"), settings.every(), clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated alertRoutes(
      JdbcClient jdbc,
      AlertLook.Parts parts,
      Quality quality,
      Channels channels,
      AlertSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    List<Watch> watches =
        List.of(
            new ChannelsDown(parts.reports(), channels, settings),
            new FailureRate(jdbc, settings),
            new SlowAnswers(jdbc, settings),
            new OldestUnsent(jdbc, settings),
            new DeadLetters(jdbc, settings),
            quality);
    return new Repeated(
        "recado",
        "alerts",
        "Looks whether a person must know of something, and sets events that say so",
        settings.every(),
        new AlertLook(watches, parts, settings, transaction, clock)::look);
  }

  @Bean
  AlertLook.Parts alertParts(
      AlertTable table, AlertEvents events, Reports reports, Channels channels) {
    Ways ways =
        new Ways(
            channels,
            channel -> channels.provider(channel).abilities().contains(Ability.WINDOW),
            reports);
    return new AlertLook.Parts(table, events, reports, ways);
  }
}
