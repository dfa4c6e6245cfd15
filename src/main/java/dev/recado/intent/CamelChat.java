package dev.recado.intent;

import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultExchange;

/** Calls the route {@code direct:connector-llm}, which binds the Kamelet of the LLM. */
final class CamelChat implements Chat {

  private final CamelContext context;
  private final ProducerTemplate producer;

  CamelChat(CamelContext context, ProducerTemplate producer) {
    this.context = context;
    this.producer = producer;
  }

  @Override
  public String answer(List<ChatMessage> messages) {
    Exchange exchange = new DefaultExchange(context, ExchangePattern.InOut);
    // A list that can be changed: the component puts its last message back into it.
    exchange.getMessage().setBody(new ArrayList<>(messages));
    producer.send("direct:connector-llm", exchange);
    Exception failure = exchange.getException();
    if (failure != null) {
      throw failure instanceof RuntimeException told ? told : new RuntimeCamelException(failure);
    }
    String answer = exchange.getMessage().getBody(String.class);
    return answer == null ? "" : answer;
  }
}
