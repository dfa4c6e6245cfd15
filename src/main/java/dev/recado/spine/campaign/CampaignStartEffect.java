package dev.recado.spine.campaign;

import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.ingress.StableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code campaign-start}: a flow begins a campaign, for example one that runs by the clock.
 *
 * <p>The flow reads the first people of the audience. So a test shows who gets what, and an
 * audience that cannot be read makes the event a dead letter instead of a campaign that fails.
 */
final class CampaignStartEffect implements EffectKind {

  /** As many people as a test needs, and few enough for every run. */
  private static final int FIRST = 20;

  private final Drafts drafts;
  private final DryRun dryRun;
  private final Campaigns campaigns;

  CampaignStartEffect(Drafts drafts, DryRun dryRun, Campaigns campaigns) {
    this.drafts = drafts;
    this.dryRun = dryRun;
    this.campaigns = campaigns;
  }

  @Override
  public String name() {
    return "campaign-start";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String step = effects.step(name());
    String once = call.text("once");
    UUID event = effects.event().id();
    UUID id =
        once == null
            ? StableId.of("campaign", event.toString(), step)
            : StableId.of("campaign-once", once);
    try {
      Plan plan = drafts.plan(draft(call));
      Campaign campaign =
          Campaign.of(id, plan, "flow", event, effects.event().type(), effects.now());
      effects.change(new StateChange(name(), facts(plan, call), now -> campaigns.begin(campaign)));
    } catch (UnusableCampaignException | UnusableAudienceException e) {
      throw new UnprocessableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static CampaignDraft draft(EffectCall call) {
    Map<String, Object> audience = new LinkedHashMap<>();
    audience.put(SqlAudience.NAME, call.required("audience"));
    Map<String, Object> parameters = map(call, SqlAudience.PARAMETERS);
    if (!parameters.isEmpty()) {
      audience.put(SqlAudience.PARAMETERS, parameters);
    }
    return new CampaignDraft(
        call.required("name"),
        audience,
        call.required("template"),
        map(call, "values"),
        call.text("channel"),
        number(call, "pace"),
        call.text("window"),
        call.text("notAgainWithin"),
        number(call, "dailyCap"),
        Map.of());
  }

  private static Map<String, Object> map(EffectCall call, String option) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (call.value(option) instanceof Map<?, ?> given) {
      given.forEach(
          (name, value) -> {
            if (value != null) {
              map.put(String.valueOf(name), value);
            }
          });
    }
    return map;
  }

  private static @Nullable Integer number(EffectCall call, String option) {
    String text = call.text(option);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UnprocessableException("'" + option + "' não é um número inteiro: " + text, e);
    }
  }

  private Map<String, Object> facts(Plan plan, EffectCall call) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", plan.name());
    facts.put("audience", String.valueOf(plan.audience().get(SqlAudience.NAME)));
    put(facts, "parameters", plan.audience().get(SqlAudience.PARAMETERS));
    facts.put("template", plan.template());
    put(facts, "values", plan.facts().isEmpty() ? null : plan.facts());
    put(facts, "channel", plan.channel());
    put(facts, "pace", plan.pace());
    put(facts, "window", plan.hours());
    put(facts, "notAgainWithin", call.text("notAgainWithin"));
    put(facts, "dailyCap", plan.dailyCap());
    facts.put("recipients", first(plan));
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  /** The first people, each with the text or with why there is none. */
  private List<Map<String, Object>> first(Plan plan) {
    List<Map<String, Object>> first = new ArrayList<>();
    for (DryRun.Person one : dryRun.first(plan, FIRST)) {
      Map<String, Object> shown = new LinkedHashMap<>();
      put(shown, "to", one.address());
      put(shown, "client", one.client());
      put(shown, "text", one.text());
      put(shown, "skipped", one.reason());
      first.add(shown);
    }
    return first;
  }
}
