package dev.recado.chat.turn;

import dev.recado.chat.turn.TimerTable.Wish;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.WhatsAppTargets;
import dev.recado.spine.outbox.Contacts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out {@code follow-up}: starts another flow later, unless something happens before. */
final class FollowUpEffect implements EffectKind {

  private final TimerTable timers;

  FollowUpEffect(TimerTable timers) {
    this.timers = timers;
  }

  @Override
  public String name() {
    return "follow-up";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String address = WhatsAppTargets.address(call.required("to"));
    Duration after = call.duration("after");
    List<String> unless = unless(call);
    Wish wish =
        new Wish(
            Contacts.conversation(address),
            address,
            call.required("name"),
            call.required("then"),
            unless,
            facts(call),
            effects.now().plus(after));
    UUID event = effects.event().id();
    effects.change(
        new StateChange(
            name(),
            Map.of(
                "to", address,
                "name", wish.name(),
                "after", after.toString(),
                "then", wish.flow(),
                "unless", String.join(",", unless)),
            now -> timers.set(wish, event)));
  }

  private static List<String> unless(EffectCall call) {
    List<String> unless = words(call.text("unless")).toList();
    unless.stream()
        .filter(condition -> !TimerTable.CONDITIONS.contains(condition))
        .findFirst()
        .ifPresent(
            condition -> {
              throw new IllegalArgumentException(
                  "'unless' takes %s, not '%s'".formatted(TimerTable.CONDITIONS, condition));
            });
    return unless;
  }

  private static Map<String, Object> facts(EffectCall call) {
    Map<String, Object> facts = new LinkedHashMap<>();
    words(call.text("facts"))
        .forEach(
            name -> {
              Object value = call.fact(name);
              if (value != null) {
                facts.put(name, String.valueOf(value));
              }
            });
    return facts;
  }

  private static Stream<String> words(@Nullable String list) {
    return list == null ? Stream.of() : Stream.of(list.split(",", -1)).map(String::strip);
  }
}
