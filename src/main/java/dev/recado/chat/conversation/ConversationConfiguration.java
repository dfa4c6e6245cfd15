package dev.recado.chat.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Intents;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.Receipts;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the conversations together. */
@Configuration(proxyBeanMethods = false)
class ConversationConfiguration {

  private static final int RETURNED_AT_ONCE = 500;

  @Bean
  Twins twins(JdbcClient jdbc) {
    return new Twins(jdbc);
  }

  @Bean
  Identities identities(JdbcClient jdbc, Twins twins, List<MergeListener> listeners) {
    return new Identities(jdbc, twins, listeners);
  }

  @Bean
  ConversationLog conversationLog(
      JdbcClient jdbc,
      ObjectMapper json,
      Identities identities,
      Twins twins,
      HandOvers handOvers,
      TimerTable timers,
      Amendments amendments,
      ConversationSettings settings) {
    AutomaticMessages automatic = new AutomaticMessages(jdbc, settings.automatic());
    return new ConversationLog(
        jdbc, json, identities, twins, handOvers, timers, amendments, automatic);
  }

  @Bean
  Amendments amendments(JdbcClient jdbc, Identities identities, Clock clock) {
    return new Amendments(jdbc, identities, clock);
  }

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
  TakenEvents takenEvents(Timers timers, ObjectMapper json, List<TurnDetail> details) {
    return new TakenEvents(timers, json, details);
  }

  @Bean
  HandOverTable handOvers(
      JdbcClient jdbc,
      Contacts contacts,
      TimerTable timers,
      TakenEvents takenEvents,
      TransactionTemplate transaction,
      Attended attended,
      ConversationSettings settings,
      Clock clock) {
    return new HandOverTable(
        jdbc, contacts, timers, takenEvents, transaction, attended, settings.returnAfter(), clock);
  }

  @Bean
  HandOverEffect handOverEffect(HandOvers handOvers) {
    return HandOverEffect.take(handOvers);
  }

  @Bean
  HandOverEffect handBackEffect(HandOvers handOvers) {
    return HandOverEffect.giveBack(handOvers);
  }

  @Bean
  HandOverEffect handOverRefusedEffect(HandOvers handOvers) {
    return HandOverEffect.refuse(handOvers);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated returnConversations(HandOverTable handOvers) {
    return new Repeated(
        "conversation",
        "return-conversations",
        "Gives conversations back in which a person has been silent for too long",
        Duration.ofMinutes(1),
        () -> handOvers.returnDue(RETURNED_AT_ONCE));
  }

  @Bean
  ReceiptSink receiptSink(Receipts receipts) {
    return new ReceiptSink(receipts);
  }

  @Bean
  TurnQueries turnQueries(JdbcClient jdbc, ObjectMapper json, List<TurnDetail> details) {
    return new TurnQueries(jdbc, json, details);
  }

  @Bean
  Turns turns(JdbcClient jdbc, Timers timers, Clock clock) {
    return new Turns(jdbc, timers, clock);
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
  RememberEffect rememberEffect(JdbcClient jdbc, ObjectMapper json, TimerTable timers) {
    return new RememberEffect(jdbc, json, timers);
  }

  @Bean
  TurnEvents turnEvents(
      JdbcClient jdbc,
      Identities identities,
      TurnQueries queries,
      List<PhoneResolver> resolvers,
      TransactionTemplate transaction) {
    return new TurnEvents(queries, new HiddenPhones(jdbc, identities, resolvers, transaction));
  }

  @Bean
  ChatEvents chatEvents(ObjectMapper json) {
    return new ChatEvents(json);
  }

  @Bean("understanding")
  TurnUnderstanding understanding(
      Intents intents,
      Business business,
      RouteFolder folder,
      TurnQueries queries,
      Flows flows,
      MeterRegistry meters,
      ConversationSettings settings)
      throws IOException {
    IntentTable table = IntentTable.read(folder.file("intents/flows.yaml"));
    return new TurnUnderstanding(
        intents, business, table, queries, flows, meters, settings.timezone());
  }

  @Bean
  CorrectionTable corrections(JdbcClient jdbc, Intents intents, Clock clock) {
    return new CorrectionTable(jdbc, intents, clock);
  }

  @Bean
  Chats chats(JdbcClient jdbc, ObjectMapper json, InboundLog inbound, Clock clock) {
    return new ChatTable(jdbc, json, inbound, clock);
  }

  @Bean
  Introductions introductions(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    return new IntroductionTable(jdbc, json, clock);
  }

  @Bean
  Answers answers(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Timers timers,
      Outbox outbox,
      @Value("${recado.flow.whatsapp-connector:waha}") String connector,
      Clock clock) {
    return new AnswerTable(jdbc, transaction, timers, outbox, connector, clock);
  }
}
