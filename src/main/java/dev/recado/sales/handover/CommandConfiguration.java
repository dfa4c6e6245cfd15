package dev.recado.sales.handover;

import dev.recado.chat.conversation.Addresses;
import dev.recado.chat.conversation.HandOvers;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.sales.proactive.ConversationIds;
import dev.recado.sales.seller.Sellers;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the commands together. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

  @Bean
  Commands commandReader(
      Addresses addresses,
      CrmLinks links,
      CrmPeople people,
      ConversationIds ids,
      HandOvers handOvers,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    return new Commands(addresses, links, people, ids, handOvers, zone);
  }

  @Bean("commands")
  CommandAction commands(Commands commandReader, Sellers sellers) {
    return new CommandAction(commandReader, sellers);
  }

  @Bean
  HandOverCounts handOverCounts(JdbcClient jdbc) {
    return new HandOverCounts(jdbc);
  }
}
