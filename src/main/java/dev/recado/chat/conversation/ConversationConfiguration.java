package dev.recado.chat.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Messages;
import dev.recado.spine.outbox.Receipts;
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
  Twins twins(JdbcClient jdbc) {
    return new Twins(jdbc);
  }

  @Bean
  Identities identities(
      JdbcClient jdbc, Contacts contacts, Twins twins, List<MergeListener> listeners) {
    return new Identities(jdbc, contacts, twins, listeners);
  }

  @Bean
  ConversationLog conversationLog(
      JdbcClient jdbc,
      ObjectMapper json,
      Contacts contacts,
      Identities identities,
      Twins twins,
      List<ConversationListener> listeners,
      OwnCommands commands,
      Amendments amendments,
      Messages messages,
      ConversationSettings settings) {
    AutomaticMessages automatic = new AutomaticMessages(jdbc, settings.automatic(), commands);
    return new ConversationLog(
        jdbc,
        json,
        contacts,
        identities,
        twins,
        listeners,
        commands,
        amendments,
        automatic,
        messages);
  }

  @Bean
  Amendments amendments(JdbcClient jdbc, Identities identities, Clock clock) {
    return new Amendments(jdbc, identities, clock);
  }

  @Bean
  ReceiptSink receiptSink(Receipts receipts) {
    return new ReceiptSink(receipts);
  }

  @Bean
  ChatEvents chatEvents(ObjectMapper json) {
    return new ChatEvents(json);
  }

  @Bean
  Chats chats(JdbcClient jdbc, ObjectMapper json, InboundLog inbound, Clock clock) {
    return new Chats(jdbc, json, inbound, clock);
  }

  @Bean
  Dialogues dialogues(JdbcClient jdbc, ObjectMapper json) {
    return new DialogueTable(jdbc, json);
  }

  @Bean
  CustomerMessages customerMessages(JdbcClient jdbc, ObjectMapper json) {
    return new CustomerMessageTable(jdbc, json);
  }

  @Bean
  AnsweredSteps answeredSteps(JdbcClient jdbc) {
    return new AnsweredSteps(jdbc);
  }

  @Bean
  Introductions introductions(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    return new Introductions(jdbc, json, clock);
  }

  @Bean
  HiddenPhones hiddenPhones(
      JdbcClient jdbc,
      Identities identities,
      List<PhoneResolver> resolvers,
      TransactionTemplate transaction) {
    return new HiddenPhones(jdbc, identities, resolvers, transaction);
  }

  @Bean
  ConversationIds conversationIds(Identities identities, BegunConversations begun) {
    return new ConversationIds(identities, begun);
  }
}
