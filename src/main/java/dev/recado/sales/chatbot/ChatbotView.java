package dev.recado.sales.chatbot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.sales.chatbot.Chatbot.Step;
import dev.recado.sales.seller.HoursText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chatbot as {@code /api/chatbots/} shows it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ChatbotView(
    long id,
    String nome,
    boolean ativo,
    int ordem,
    List<String> canais,
    @JsonProperty("palavras_chave") List<String> palavrasChave,
    List<String> intencoes,
    List<String> areas,
    @Nullable Map<String, List<String>> horario,
    @JsonProperty("timeout_minutos") long timeoutMinutos,
    List<StepView> etapas) {

  /** A step of it. */
  record StepView(long id, String codigo, String handler, int ordem, boolean ativo) {

    static StepView of(Step step) {
      return new StepView(step.id(), step.code(), step.handler(), step.position(), step.active());
    }
  }

  static ChatbotView of(Chatbot it) {
    return new ChatbotView(
        it.id(),
        it.name(),
        it.active(),
        it.position(),
        it.start().channels(),
        it.start().keywords(),
        it.start().intents(),
        it.start().areas(),
        it.start().hours() == null ? null : HoursText.write(it.start().hours()),
        it.timeout().toMinutes(),
        it.steps().stream().map(StepView::of).toList());
  }
}
