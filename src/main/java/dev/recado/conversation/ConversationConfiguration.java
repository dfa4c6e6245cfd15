package dev.recado.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.flow.Flows;
import dev.recado.ingress.InboundLog;
import dev.recado.intake.Timers;
import dev.recado.intent.Business;
import dev.recado.intent.Intents;
import dev.recado.outbox.Receipts;
import dev.recado.route.RouteFolder;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the conversations together. */
@Configuration(proxyBeanMethods = false)
class ConversationConfiguration {

  @Bean
  Identities identities(JdbcClient jdbc, List<MergeListener> listeners) {
    return new Identities(jdbc, listeners);
  }

  @Bean
  ConversationLog conversationLog(JdbcClient jdbc, ObjectMapper json, Identities identities) {
    return new ConversationLog(jdbc, json, identities);
  }

  @Bean
  ReceiptSink receiptSink(Receipts receipts) {
    return new ReceiptSink(receipts);
  }

  @Bean
  TurnQueries turnQueries(JdbcClient jdbc, ObjectMapper json) {
    return new TurnQueries(jdbc, json);
  }

  @Bean
  TurnEffect turnEffect(JdbcClient jdbc, Timers timers, Clock clock) {
    return new TurnEffect(new Turns(jdbc, timers, clock));
  }

  @Bean
  RememberEffect rememberEffect(JdbcClient jdbc, ObjectMapper json) {
    return new RememberEffect(jdbc, json);
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
}
