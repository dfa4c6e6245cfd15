package dev.recado.sales.crm;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Identities;
import dev.recado.chat.intent.Business;
import dev.recado.spine.outbox.Messages;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts leads together: where they are kept, who they belong to, and what flows may write. */
@Configuration(proxyBeanMethods = false)
class CrmConfiguration {

  @Bean
  SentAnswers sentAnswers(Messages messages, Clock clock) {
    return new SentAnswers(messages, clock);
  }

  @Bean("localCrm")
  CrmConnector localCrm(
      JdbcClient jdbc, TransactionTemplate transaction, Clock clock, SentAnswers answers) {
    return new CrmConnector(new LocalLeads(jdbc, transaction, clock), answers);
  }

  @Bean
  LinkTable crmLinks(JdbcClient jdbc, TransactionTemplate transaction) {
    return new LinkTable(jdbc, transaction);
  }

  @Bean
  CrmPeople crmPeople(LinkTable links, Identities identities, ObjectProvider<CrmLookup> crms) {
    return new CrmPeople(links, identities, crms.orderedStream().toList());
  }

  @Bean
  LinkEffect linkEffect(LinkTable links) {
    return new LinkEffect(links);
  }

  /** The Kamelet {@code qualification-action} uses this bean by name. */
  @Bean("qualification")
  Qualification qualification(
      Business business,
      ObjectMapper json,
      @Value("${recado.conversation.timezone:America/Sao_Paulo}") ZoneId zone) {
    return new Qualification(business, json, zone);
  }

  @Bean
  CrmLeadEffect crmLeadEffect() {
    return new CrmLeadEffect();
  }

  @Bean
  CrmEffect crmNoteEffect() {
    return CrmEffect.note();
  }

  @Bean
  CrmEffect crmLeadUpdateEffect() {
    return CrmEffect.leadUpdate();
  }

  @Bean
  CrmEffect crmTaskEffect() {
    return CrmEffect.task();
  }

  @Bean
  CrmEffect crmTalkCloseEffect() {
    return CrmEffect.talkClose();
  }
}
