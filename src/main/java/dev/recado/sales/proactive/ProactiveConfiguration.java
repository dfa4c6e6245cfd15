package dev.recado.sales.proactive;

import dev.recado.chat.conversation.BegunConversations;
import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.conversation.Introductions;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Intents;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Messages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together the openings of conversations. */
@Configuration(proxyBeanMethods = false)
class ProactiveConfiguration {

  @Bean
  ProactiveQueries openingQueries(JdbcClient jdbc, ProactiveSettings settings, Clock clock) {
    return new ProactiveQueries(jdbc, settings.idle(), clock);
  }

  @Bean
  ProactiveRows openingRows(JdbcClient jdbc, Clock clock) {
    return new ProactiveRows(jdbc, clock);
  }

  @Bean
  ProactiveConversations openings(
      TransactionTemplate transaction,
      ProactiveQueries queries,
      ProactiveRows rows,
      Sellers sellers,
      CrmLinks links,
      Introductions introductions,
      Business business,
      Timers timers,
      Clock clock) {
    return new ProactiveConversations(
        transaction, queries, rows, sellers, links, introductions, business, timers, clock);
  }

  @Bean
  BegunConversations begunConversations(ProactiveQueries queries) {
    return id -> queries.byId(id).map(ProactiveConversation::conversation);
  }

  @Bean
  ProactiveEvents openingEvents(ProactiveQueries queries, Sellers sellers, Contacts contacts) {
    return new ProactiveEvents(queries, sellers, contacts);
  }

  @Bean
  StartEffect conversationStart(ProactiveConversations openings, Business business) {
    return new StartEffect(openings, business);
  }

  @Bean
  EndEffect conversationEnd(ProactiveConversations openings) {
    return new EndEffect(openings);
  }

  /** The Kamelet {@code compose-opening-action} uses this bean by name. */
  @Bean("openingWords")
  OpeningWords openingWords(Intents intents, Business business, Messages messages) {
    return new OpeningWords(intents, business, messages);
  }

  /** The Kamelet {@code acquaintance-action} uses this bean by name. */
  @Bean("acquaintance")
  Acquaintance acquaintance(
      Messages messages,
      CustomerMessages customers,
      ProactiveConversations openings,
      ProactiveSettings settings,
      Clock clock) {
    return new Acquaintance(messages, customers, openings, settings.idle(), clock);
  }
}
