package dev.recado.sales.chatbot;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Corrections;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Flows;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates the beans of chatbots. */
@Configuration(proxyBeanMethods = false)
class ChatbotConfiguration {

  private static final int AT_ONCE = 500;

  @Bean
  ChatbotTable chatbotTable(JdbcClient jdbc, ObjectMapper json) {
    return new ChatbotTable(jdbc, json);
  }

  @Bean
  PlaceTable chatbotPlaces(JdbcClient jdbc, ObjectMapper json, MeterRegistry meters) {
    return new PlaceTable(jdbc, json, meters);
  }

  /** The Kamelets {@code chatbot-*-action} and {@code step-*} use this bean by name. */
  @Bean("chatbotGuide")
  Guide chatbotGuide(
      ChatbotTable chatbots,
      PlaceTable places,
      List<IntentHint> hints,
      Flows flows,
      CustomerMessages messages,
      MeterRegistry meters,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    return new Guide(chatbots, places, new Starts(zone), hints, flows, messages, meters, zone);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  ChatbotBody chatbotBody(
      Flows flows, Channels channels, Corrections intents, Business business, ObjectMapper json) {
    return new ChatbotBody(new Handlers(flows), channels, intents, business, json);
  }

  @Bean
  EffectKind chatbotGo(ChatbotTable chatbots, PlaceTable places) {
    return new GoEffect(chatbots, places);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated chatbotTimeOuts(PlaceTable places, Clock clock) {
    return new Repeated(
        "chatbot",
        "time-outs",
        "Ends the walks of customers who have left a chatbot",
        Duration.ofMinutes(1),
        () -> {
          int gone;
          do {
            gone = places.timeOut(clock.instant(), AT_ONCE);
          } while (gone == AT_ONCE);
        });
  }
}
