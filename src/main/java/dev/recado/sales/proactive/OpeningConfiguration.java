package dev.recado.sales.proactive;

import dev.recado.chat.conversation.BegunConversations;
import dev.recado.chat.conversation.Introductions;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Intents;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together what begins conversations. */
@Configuration(proxyBeanMethods = false)
class OpeningConfiguration {

  @Bean
  OpeningQueries openingQueries(JdbcClient jdbc, OpeningSettings settings, Clock clock) {
    return new OpeningQueries(jdbc, settings.idle(), clock);
  }

  @Bean
  OpeningRows openingRows(JdbcClient jdbc, Clock clock) {
    return new OpeningRows(jdbc, clock);
  }

  @Bean
  Openings openings(
      TransactionTemplate transaction,
      OpeningQueries queries,
      OpeningRows rows,
      Sellers sellers,
      CrmLinks links,
      Introductions introductions,
      Business business,
      Timers timers,
      Clock clock) {
    return new OneAtATime(
        transaction, queries, rows, sellers, links, introductions, business, timers, clock);
  }

  @Bean
  BegunConversations begunConversations(OpeningQueries queries) {
    return id -> queries.byId(id).map(Opening::conversation);
  }

  @Bean
  OpeningEvents openingEvents(OpeningQueries queries, Sellers sellers, Contacts contacts) {
    return new OpeningEvents(queries, sellers, contacts);
  }

  @Bean
  StartEffect conversationStart(Openings openings, Business business) {
    return new StartEffect(openings, business);
  }

  @Bean
  EndEffect conversationEnd(Openings openings) {
    return new EndEffect(openings);
  }

  /** Named by the Kamelet {@code compose-opening-action}. */
  @Bean("openingWords")
  OpeningWords openingWords(Intents intents, Business business, JdbcClient jdbc) {
    return new OpeningWords(intents, business, jdbc);
  }

  /** Named by the Kamelet {@code acquaintance-action}. */
  @Bean("acquaintance")
  Acquaintance acquaintance(
      JdbcClient jdbc, Openings openings, OpeningSettings settings, Clock clock) {
    return new Acquaintance(jdbc, openings, settings.idle(), clock);
  }
}
