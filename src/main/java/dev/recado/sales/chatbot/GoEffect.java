package dev.recado.sales.chatbot;

import dev.recado.sales.chatbot.PlaceTable.Ending;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.WhatsAppTargets;
import dev.recado.spine.outbox.Contacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code chatbot-go}: an event outside a turn, such as a confirmed order, moves the
 * customer to another step or to the end.
 */
final class GoEffect implements EffectKind {

  private final ChatbotTable chatbots;
  private final PlaceTable places;

  GoEffect(ChatbotTable chatbots, PlaceTable places) {
    this.chatbots = chatbots;
    this.places = places;
  }

  @Override
  public String name() {
    return "chatbot-go";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String to = WhatsAppTargets.address(call.required("to"));
    String from = call.text("from");
    String step = call.text("step");
    Ending ending =
        !call.has("completed") || call.flag("completed") ? Ending.END : Ending.CANCELLED;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", to);
    if (from != null) {
      facts.put("from", from);
    }
    facts.put("step", step == null ? "" : step);
    if (step == null) {
      facts.put("ending", ending.name());
    }
    effects.change(
        new StateChange(
            name(), facts, now -> go(Contacts.conversation(to), from, step, ending, now)));
  }

  /** Nothing happens if the customer is elsewhere, or the chatbot has no such step. */
  private void go(
      String conversation,
      @Nullable String from,
      @Nullable String step,
      Ending ending,
      Instant now) {
    Optional<Place> place =
        places
            .of(conversation)
            .filter(it -> it.expiresAt().isAfter(now))
            .filter(it -> from == null || it.step().equals(from));
    if (place.isEmpty()) {
      return;
    }
    if (step == null) {
      places.leave(conversation, ending, place.get().misses(), now);
      places.forget(conversation);
    } else {
      chatbots
          .byId(place.get().chatbot())
          .filter(chatbot -> chatbot.step(step).isPresent())
          .ifPresent(chatbot -> move(conversation, place.get(), chatbot, step, now));
    }
  }

  private void move(String conversation, Place place, Chatbot chatbot, String step, Instant now) {
    if (!place.step().equals(step)) {
      places.leave(conversation, Ending.NEXT, place.misses(), now);
      places.enter(conversation, chatbot.id(), place.run(), step, now);
    }
    List<String> trail = new ArrayList<>(place.trail());
    trail.add(place.step());
    places.keep(
        conversation,
        new Place(
            chatbot.id(), place.run(), step, trail, 0, place.memory(), now.plus(chatbot.timeout())),
        now);
  }
}
