package dev.recado.chat.turn;

import dev.recado.chat.conversation.ChatMessage;
import dev.recado.chat.conversation.ConversationLog;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.UnprocessableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries out {@code conversation-message}: adds a message from another way than the gateway to the
 * conversation with that phone, like a WhatsApp message.
 */
final class MessageEffect implements EffectKind {

  private static final String PERSON = "person";

  private final ConversationLog log;
  private final Turns turns;

  MessageEffect(ConversationLog log, Turns turns) {
    this.log = log;
    this.turns = turns;
  }

  @Override
  public String name() {
    return "conversation-message";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String phone = phone(call.required("to"));
    boolean person = PERSON.equals(call.text("author"));
    ChatMessage message =
        ChatMessage.through(call.required("via"), phone, !person, effects.event());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", phone);
    facts.put("author", person ? PERSON : "customer");
    facts.put("via", message.channel());
    if (person) {
      effects.change(new StateChange(name(), facts, now -> log.keep(message)));
    } else {
      Duration after = call.duration("after");
      facts.put("after", after.toString());
      effects.change(new StateChange(name(), facts, now -> answer(message, after)));
    }
  }

  private void answer(ChatMessage message, Duration after) {
    log.keep(message);
    turns.schedule(message.event().id(), after);
  }

  private static String phone(String written) {
    PhoneReading reading = Phones.address(written);
    return reading
        .digits()
        .orElseThrow(
            () ->
                new UnprocessableException(
                    "O telefone do contato não é um número de WhatsApp: "
                        + reading.complaint()
                        + ". Corrija-o no CRM e reprocesse este evento"));
  }
}
