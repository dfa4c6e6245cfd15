package dev.recado.chat.intent;

import dev.langchain4j.data.message.ChatMessage;
import dev.recado.spine.camel.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RuntimeCamelException;

/**
 * Calls the LLM through the route {@code direct:connector-llm}, which uses the Kamelet of the LLM.
 */
final class CamelChat implements Chat {

  private final Routes routes;

  CamelChat(Routes routes) {
    this.routes = routes;
  }

  @Override
  public Callable<String> asking(List<ChatMessage> messages) {
    return routes.carried(() -> answer(messages));
  }

  @Override
  public String answer(List<ChatMessage> messages) {
    Exchange exchange =
        routes.send(
            "direct:connector-llm",
            ExchangePattern.InOut,
            // The list must be mutable, because the component adds its last message to it.
            sent -> sent.getMessage().setBody(new ArrayList<>(messages)));
    Exception failure = exchange.getException();
    if (failure != null) {
      throw failure instanceof RuntimeException told ? told : new RuntimeCamelException(failure);
    }
    String answer = exchange.getMessage().getBody(String.class);
    return answer == null ? "" : answer;
  }
}
