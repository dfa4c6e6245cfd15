package dev.recado.authoring.flowtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.recado.spine.camel.Misfit;
import dev.recado.spine.camel.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An LLM that gives the answers of the case. */
final class ScriptedModel implements ChatModel {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> USUAL =
      Map.of("confidence", 0.9, "entities", Map.of(), "reply", "");
  private static final Set<String> FIELDS =
      Set.of("intent", "confidence", "reply", "entities", "area", "raw", "away");

  private final Supplier<Script> script;
  private final Supplier<Shape> answers;

  ScriptedModel(Supplier<Script> script, Supplier<Shape> answers) {
    this.script = script;
    this.answers = answers;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    Script now = script.get();
    try {
      return ChatResponse.builder().aiMessage(AiMessage.from(answer(now.llm()))).build();
    } catch (CaseException e) {
      // The hub would only fall back to the classifier, so the trouble is noted for the case.
      throw now.trouble(e.spot(), String.valueOf(e.getMessage()));
    }
  }

  private String answer(Part part) {
    Map<String, Part> fields = part.fields(FIELDS);
    if (fields.containsKey("away") && fields.get("away").flag()) {
      throw new TimeoutException("away, says the test");
    }
    if (fields.containsKey("raw")) {
      return fields.get("raw").text();
    }
    if (!fields.containsKey("intent")) {
      throw part.wrong("An answer of the LLM has an 'intent', or is {raw: …} or {away: true}");
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>(USUAL);
    answer.put("area", null);
    answer.putAll(part.record());
    Optional<Misfit> misfit = answers.get().misfit(answer);
    if (misfit.isPresent()) {
      throw part.at(misfit.get().path())
          .wrong(misfit.get().why() + "; an answer that breaks the format is {raw: …}");
    }
    return JSON.valueToTree(answer).toString();
  }
}
