package dev.recado.example;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An LLM that says what the case gives it to say. */
final class ScriptedModel implements ChatModel {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS =
      Set.of("intent", "confidence", "reply", "entities", "area", "raw", "away");

  private final Supplier<Script> script;

  ScriptedModel(Supplier<Script> script) {
    this.script = script;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    Script now = script.get();
    try {
      return ChatResponse.builder().aiMessage(AiMessage.from(answer(now.llm()))).build();
    } catch (CaseException e) {
      // The hub would only understand locally: so it is noted where the case looks.
      throw now.trouble(e.spot(), String.valueOf(e.getMessage()));
    }
  }

  private static String answer(Part part) {
    Map<String, Part> fields = part.fields(FIELDS);
    if (fields.containsKey("away") && fields.get("away").flag()) {
      throw new TimeoutException("away, says the test");
    }
    if (fields.containsKey("raw")) {
      return fields.get("raw").text();
    }
    Part intent = fields.get("intent");
    if (intent == null) {
      throw part.wrong("An answer of the LLM has an 'intent', or is {raw: …} or {away: true}");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("intent", intent.text());
    answer.set("confidence", node(fields, "confidence", 0.9));
    answer.set("entities", node(fields, "entities", Map.of()));
    answer.set("area", fields.containsKey("area") ? node(fields, "area", "") : null);
    answer.set("reply", node(fields, "reply", ""));
    return answer.toString();
  }

  private static com.fasterxml.jackson.databind.JsonNode node(
      Map<String, Part> fields, String name, Object otherwise) {
    Part part = fields.get(name);
    return JSON.valueToTree(part == null ? otherwise : part.value());
  }
}
