package dev.recado.spine.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code whatsapp-buttons} and {@code whatsapp-list}: a text with choices that the customer
 * presses, or answers by their number where the provider has none.
 *
 * <p>The limits are WhatsApp's own (docs/contracts.md#meta-limits). More buttons than it shows
 * become a list.
 */
final class WhatsAppChoiceEffect implements EffectKind {

  static final String BUTTONS = "whatsapp-buttons";
  static final String LIST = "whatsapp-list";

  /** The rows of a list; a message with more choices cannot be sent in any form. */
  private static final int MOST = 10;

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TITLE = 200;

  private final String name;
  private final String option;
  private final WhatsAppTargets targets;

  private WhatsAppChoiceEffect(String name, String option, WhatsAppTargets targets) {
    this.name = name;
    this.option = option;
    this.targets = targets;
  }

  static WhatsAppChoiceEffect buttons(WhatsAppTargets targets) {
    return new WhatsAppChoiceEffect(BUTTONS, "buttons", targets);
  }

  static WhatsAppChoiceEffect list(WhatsAppTargets targets) {
    return new WhatsAppChoiceEffect(LIST, "rows", targets);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("text", call.required("text"));
    payload.put("choices", choices(call.value(option)));
    put(payload, "header", call.text("header"));
    put(payload, "footer", call.text("footer"));
    put(payload, "button", call.text("button"));
    effects.add(
        OutgoingEffect.message(name, call, effects, targets.of(call, effects.event()), payload));
  }

  private static void put(Map<String, Object> payload, String field, @Nullable String value) {
    if (value != null) {
      payload.put(field, value);
    }
  }

  private List<Map<String, Object>> choices(@Nullable Object value) {
    if (!(value instanceof Collection<?> given) || given.isEmpty()) {
      throw new UnprocessableException(
          "'%s' não traz nenhuma opção: é uma lista de 'id' e 'title'".formatted(option));
    }
    if (given.size() > MOST) {
      throw new UnprocessableException(
          "'%s' tem %d opções, e o WhatsApp aceita no máximo %d (como botões, 3; mais viram lista): divida a pergunta"
              .formatted(option, given.size(), MOST));
    }
    List<Map<String, Object>> choices = new ArrayList<>();
    Set<Object> ids = new HashSet<>();
    for (Object each : given) {
      Map<String, Object> choice = choice(each);
      if (!ids.add(String.valueOf(choice.get("id")))) {
        throw new UnprocessableException(
            "Duas opções de '%s' têm o mesmo id '%s'".formatted(option, choice.get("id")));
      }
      choices.add(choice);
    }
    return choices;
  }

  /** A text alone is both: what the customer reads, and what the flow gets. */
  private Map<String, Object> choice(Object given) {
    Map<?, ?> map = given instanceof Map<?, ?> fields ? fields : Map.of("title", given);
    String title = text(map.get("title"));
    String id = text(map.get("id"));
    if (!seen(title) || title.length() > LONGEST_TITLE || id.length() > LONGEST_ID) {
      throw new UnprocessableException(
          "Uma opção de '%s' precisa de 'title' com 1 a %d caracteres, e de 'id' com até %d"
              .formatted(option, LONGEST_TITLE, LONGEST_ID));
    }
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("id", id.isEmpty() ? title : id);
    choice.put("title", title);
    put(choice, "description", blankless(text(map.get("description"))));
    return choice;
  }

  private static @Nullable String blankless(String text) {
    return text.isEmpty() ? null : text;
  }

  /** A map or a list is no text. */
  private static String text(@Nullable Object value) {
    return value == null || value instanceof Map<?, ?> || value instanceof Collection<?>
        ? ""
        : String.valueOf(value).strip();
  }

  /** Signs without a width are no title: the customer would see an empty button. */
  private static boolean seen(String title) {
    return title.chars().anyMatch(sign -> Character.getType(sign) != Character.FORMAT);
  }
}
