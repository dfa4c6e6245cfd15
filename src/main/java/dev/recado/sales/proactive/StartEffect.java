package dev.recado.sales.proactive;

import dev.recado.chat.intent.Business;
import dev.recado.sales.proactive.ProactiveConversations.Request;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code conversation-start}: the hub writes to a person; decided when the flow
 * commits.
 */
final class StartEffect implements EffectKind {

  private final ProactiveConversations openings;
  private final Business business;

  StartEffect(ProactiveConversations openings, Business business) {
    this.openings = openings;
    this.business = business;
  }

  @Override
  public String name() {
    return "conversation-start";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Request request =
        new Request(
            call.required("phone"),
            call.text("name"),
            call.text("email"),
            area(call),
            call.required("trigger"),
            call.text("message"),
            call.text("origin"),
            call.text("lead"),
            call.text("contact"),
            call.text("chosen"));
    effects.change(new StateChange(name(), facts(request), now -> openings.start(request)));
  }

  /**
   * A text that only may name an area, such as a lead's title, is never reported as a wrong area.
   */
  private @Nullable String area(EffectCall call) {
    String area = call.text("area");
    return area == null ? business.areaIn(call.text("about")).orElse(null) : area;
  }

  private static Map<String, Object> facts(Request request) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("phone", request.phone());
    put(facts, "name", request.name());
    put(facts, "email", request.email());
    put(facts, "area", request.area());
    facts.put("trigger", request.trigger());
    put(facts, "message", request.message());
    put(facts, "origin", request.origin());
    put(facts, "lead", request.lead());
    put(facts, "contact", request.contact());
    put(facts, "chosen", request.chosen());
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
