package dev.recado.spine.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.Retention;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.MessageTemplates;
import dev.recado.spine.outbox.Batches;
import dev.recado.spine.outbox.ContactListener;
import dev.recado.spine.outbox.WritingHours;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans of campaigns. */
@Configuration(proxyBeanMethods = false)
class CampaignConfiguration {

  @Bean
  CampaignTable campaignTable(JdbcClient jdbc, ObjectMapper json) {
    return new CampaignTable(jdbc, json);
  }

  @Bean
  RecipientTable recipientTable(JdbcClient jdbc, CampaignTable campaigns) {
    return new RecipientTable(jdbc, campaigns);
  }

  @Bean
  Retention campaignRecipientRetention(JdbcClient jdbc, Clock clock) {
    return new RecipientRetention(jdbc, clock);
  }

  @Bean
  Files campaignFiles(JdbcClient jdbc) {
    return new Files(jdbc);
  }

  @Bean
  AudienceSource sqlAudience(DataSource database, Routes routes, CampaignSettings settings) {
    return new SqlAudience(database, routes, settings.audienceTimeout());
  }

  @Bean
  AudienceSource csvAudience(Files files) {
    return new CsvAudience(files);
  }

  @Bean
  Audiences audiences(ObjectProvider<AudienceSource> sources) {
    return new Audiences(sources.orderedStream().toList());
  }

  @Bean
  Preparation campaignPreparation(
      Audiences audiences,
      CampaignTable campaigns,
      RecipientTable recipients,
      MessageTemplates templates,
      Channels channels,
      WritingHours hours,
      ObjectProvider<RecipientScreen> screens,
      TransactionTemplate transaction,
      Clock clock) {
    return new Preparation(
        audiences,
        campaigns,
        recipients,
        templates,
        channels,
        hours,
        screens::orderedStream,
        transaction,
        clock);
  }

  @Bean
  Drafts campaignDrafts(
      Audiences audiences,
      Files files,
      MessageTemplates templates,
      Channels channels,
      WritingHours hours,
      Clock clock) {
    return new Drafts(audiences, files, templates, channels, hours, clock);
  }

  @Bean
  Campaigns campaigns(
      CampaignTable table, Batches outbox, TransactionTemplate transaction, Clock clock) {
    return new Campaigns(table, outbox, transaction, clock);
  }

  @Bean
  DryRun campaignDryRun(
      CampaignTable campaigns,
      RecipientTable recipients,
      Preparation preparation,
      MessageTemplates templates,
      WritingHours hours,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new DryRun(campaigns, recipients, preparation, templates, hours, transactions, clock);
  }

  @Bean
  ProgressQueries campaignProgress(
      CampaignTable campaigns, RecipientTable recipients, Batches outbox) {
    return new ProgressQueries(campaigns, recipients, outbox);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  ProgressStreams campaignStreams(ProgressQueries progress) {
    return new ProgressStreams(progress);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  CampaignMeters campaignMeters(
      CampaignTable campaigns,
      ProgressQueries progress,
      MeterRegistry registry,
      Loops loops,
      Clock clock) {
    return new CampaignMeters(campaigns, progress, registry, loops.add("campaign-meters"), clock);
  }

  @Bean
  EffectKind campaignStartEffect(Drafts drafts, DryRun dryRun, Campaigns campaigns) {
    return new CampaignStartEffect(drafts, dryRun, campaigns);
  }

  @Bean
  ContactListener campaignResponses(RecipientTable recipients, CampaignSettings settings) {
    return new Responses(recipients, settings.answerWithin());
  }

  @Bean
  Pump campaignPump(
      CampaignTable campaigns,
      RecipientTable recipients,
      Batches outbox,
      Channels channels,
      WritingHours hours,
      MessageTemplates templates,
      TransactionTemplate transaction,
      CampaignSettings settings,
      Clock clock) {
    return new Pump(
        campaigns, recipients, outbox, channels, hours, templates, transaction, settings, clock);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Engine campaignEngine(
      Campaigns campaigns,
      CampaignTable table,
      Preparation preparation,
      Pump pump,
      Files files,
      MessageTemplates templates,
      DataSource database,
      CampaignSettings settings,
      Loops loops,
      Clock clock) {
    return new Engine(
        new Engine.Parts(campaigns, table, preparation, pump, files, templates),
        database,
        settings,
        loops,
        clock);
  }
}
