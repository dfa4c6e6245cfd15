package dev.recado.sales.movein;

import dev.recado.chat.intent.Business;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the bean for moving in. */
@Configuration(proxyBeanMethods = false)
class MoveInConfiguration {

  @Bean
  Rooms moveInRooms(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock,
      Business business,
      @Value("${recado.conversation.timezone}") ZoneId zone,
      @Value("${recado.seller.fallback-area:Geral}") String fallback) {
    return new Rooms(jdbc, transaction, clock, zone, areas(business.areas(), fallback));
  }

  /** The areas of sellers, the fallback area last. */
  static List<String> areas(List<String> areas, String fallback) {
    return Stream.concat(
            areas.stream().filter(one -> !one.equalsIgnoreCase(fallback)), Stream.of(fallback))
        .toList();
  }
}
