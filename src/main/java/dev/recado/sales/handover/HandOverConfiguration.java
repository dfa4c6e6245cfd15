package dev.recado.sales.handover;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.chat.conversation.OwnCommands;
import dev.recado.chat.turn.TimerTable;
import dev.recado.chat.turn.TurnDetail;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together hand-overs and their commands. */
@Configuration(proxyBeanMethods = false)
class HandOverConfiguration {

  private static final int RETURNED_AT_ONCE = 500;

  @Bean
  Commands commandReader(
      Identities identities,
      CrmLinks links,
      CrmPeople people,
      ConversationIds ids,
      HandOvers handOvers,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    return new Commands(identities, links, people, ids, handOvers, zone);
  }

  @Bean("commands")
  CommandAction commands(Commands commandReader, Sellers sellers) {
    return new CommandAction(commandReader, sellers);
  }

  @Bean
  HandOverCounts handOverCounts(JdbcClient jdbc) {
    return new HandOverCounts(jdbc);
  }

  @Bean
  TakenEvents takenEvents(Timers timers, ObjectMapper json, List<TurnDetail> details) {
    return new TakenEvents(timers, json, details);
  }

  @Bean
  HandOvers handOvers(
      JdbcClient jdbc,
      Contacts contacts,
      TimerTable timers,
      TakenEvents takenEvents,
      TransactionTemplate transaction,
      Attended attended,
      @Value("${recado.conversation.return-after:12h}") Duration returnAfter,
      Clock clock) {
    return new HandOvers(
        jdbc, contacts, timers, takenEvents, transaction, attended, returnAfter, clock);
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
  Repeated returnConversations(HandOvers handOvers) {
    return new Repeated(
        "conversation",
        "return-conversations",
        "Gives a conversation back to the hub after a person's long silence",
        Duration.ofMinutes(1),
        () -> handOvers.returnDue(RETURNED_AT_ONCE));
  }

  @Bean
  OwnCommands ownCommands() {
    return Command::isOne;
  }

  @Bean
  TakingOver takingOver(HandOvers handOvers) {
    return new TakingOver(handOvers);
  }
}
