package dev.recado.chat.intent;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.Routes;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates the beans that understand customers. */
@Configuration(proxyBeanMethods = false)
class IntentConfiguration {

  @Bean
  Briefings briefings(Routes routes, RouteFolder folder, LlmSettings settings) {
    return new Briefings(routes, folder, settings);
  }

  @Bean
  Business business(Briefings briefings) {
    return new Business(() -> briefings.now().company());
  }

  /** The Kamelet {@code llm-chat-action} uses this bean by name. */
  @Bean("llm")
  ChatModel chatModel(Briefings briefings) {
    return new ChatModel() {
      @Override
      public ChatResponse chat(ChatRequest request) {
        return briefings.now().model().get().chat(request);
      }
    };
  }

  /** A wrong setting stops the start, and not only the first call. */
  @Bean
  Llm llmCalls(LlmSettings settings, Routes routes, Clock clock) {
    Provider.of(settings).check(settings);
    return new Llm(settings, new CamelChat(routes), clock);
  }

  @Bean
  Intents intents(LlmSettings settings, Llm llm, Briefings briefings) {
    Provider provider = Provider.of(settings);
    return new Intents(provider.label(), provider == Provider.NONE ? null : llm, briefings::now);
  }

  @Bean
  Corrections corrections(JdbcClient jdbc, Briefings briefings, Clock clock) {
    return new Corrections(jdbc, briefings, clock);
  }
}
