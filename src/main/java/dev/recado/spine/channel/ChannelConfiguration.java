package dev.recado.spine.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.SealedText;
import dev.recado.ground.process.SecretKey;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the channels together. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

  @Bean
  ChannelTable channelTable(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      ObjectMapper json,
      Environment environment,
      Clock clock) {
    SealedText seal = new SealedText(SecretKey.derive(environment, "recado/channels/v1"));
    return new ChannelTable(jdbc, transaction, json, seal, clock);
  }

  @Bean
  ChannelRegistry channels(ChannelTable table, ObjectProvider<Provider> providers, Loops loops) {
    return new ChannelRegistry(table, providers.orderedStream().toList(), loops.add("channels"));
  }
}
