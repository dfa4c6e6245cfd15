package dev.recado.chat.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.ConversationLog;
import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.chat.conversation.HiddenPhones;
import dev.recado.chat.conversation.Identities;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Intents;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together how turns are set, understood and answered. */
@Configuration(proxyBeanMethods = false)
class TurnConfiguration {

  @Bean
  TimerTable timerTable(JdbcClient jdbc, Timers timers, ObjectMapper json, Clock clock) {
    return new TimerTable(jdbc, timers, json, clock);
  }

  @Bean
  TimerEvents timerEvents(
      ObjectMapper json, TurnQueries queries, TimerTable timers, Identities identities) {
    return new TimerEvents(json, queries, timers, identities);
  }

  @Bean
  FollowUpEffect followUpEffect(TimerTable timers) {
    return new FollowUpEffect(timers);
  }

  @Bean
  TurnQueries turnQueries(
      JdbcClient jdbc, ObjectMapper json, Dialogues dialogues, List<TurnDetail> details) {
    return new TurnQueries(jdbc, json, dialogues, details);
  }

  @Bean
  Turns turns(CustomerMessages messages, Timers timers, Clock clock) {
    return new Turns(messages, timers, clock);
  }

  @Bean
  TurnEffect turnEffect(Turns turns) {
    return new TurnEffect(turns);
  }

  @Bean
  MessageEffect messageEffect(ConversationLog log, Turns turns) {
    return new MessageEffect(log, turns);
  }

  @Bean
  RememberEffect rememberEffect(Dialogues dialogues, TimerTable timers) {
    return new RememberEffect(dialogues, timers);
  }

  @Bean
  TurnEvents turnEvents(TurnQueries queries, HiddenPhones hidden) {
    return new TurnEvents(queries, hidden);
  }

  @Bean
  IntentTables intentTables(Routes routes) {
    return new IntentTables(routes);
  }

  @Bean("understanding")
  TurnUnderstanding understanding(
      Intents intents,
      Business business,
      IntentTables tables,
      TurnQueries queries,
      CustomerMessages messages,
      Flows flows,
      Channels channels,
      MeterRegistry meters,
      @Value("${recado.conversation.timezone}") ZoneId timezone) {
    return new TurnUnderstanding(
        intents, business, tables, queries, messages, flows, channels, meters, timezone);
  }

  @Bean
  Answers answers(
      CustomerMessages messages,
      TransactionTemplate transaction,
      Timers timers,
      Outbox outbox,
      Clock clock) {
    return new Answers(messages, transaction, timers, outbox, clock);
  }
}
