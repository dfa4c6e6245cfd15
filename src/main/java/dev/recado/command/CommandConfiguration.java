package dev.recado.command;

import dev.recado.conversation.Addresses;
import dev.recado.conversation.HandOvers;
import dev.recado.crm.CrmLinks;
import dev.recado.crm.CrmPeople;
import dev.recado.opening.ConversationIds;
import dev.recado.seller.Sellers;
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
