package dev.recado.sales.chatbot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Corrections;
import dev.recado.ground.rest.Fields;
import dev.recado.ground.rest.InvalidFields;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.chatbot.Chatbot.Start;
import dev.recado.sales.chatbot.Chatbot.Step;
import dev.recado.sales.seller.HoursText;
import dev.recado.sales.seller.SellerRefusedException;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.spine.channel.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads chatbots and steps from requests, with the field names of {@code /api/chatbots/}. */
final class ChatbotBody {

  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");
  private static final int MOST_STEPS = 100;

  private final Handlers handlers;
  private final Channels channels;
  private final Corrections intents;
  private final Business business;
  private final ObjectMapper json;

  ChatbotBody(
      Handlers handlers,
      Channels channels,
      Corrections intents,
      Business business,
      ObjectMapper json) {
    this.handlers = handlers;
    this.channels = channels;
    this.intents = intents;
    this.business = business;
    this.json = json;
  }

  /**
   * Reads a chatbot.
   *
   * @param body the request
   * @param before the chatbot as it is; null for a new one
   * @param partial whether absent fields stay, as with PATCH
   */
  Chatbot read(JsonNode body, @Nullable Chatbot before, boolean partial) {
    Fields fields = Fields.of(body, partial);
    Chatbot old = partial ? before : null;
    Long position =
        fields.whole("ordem", -1_000_000, 1_000_000, old == null ? 0L : (long) old.position());
    Long minutes =
        fields.whole(
            "timeout_minutos", 1, 7 * 24 * 60, old == null ? 30L : old.timeout().toMinutes());
    Chatbot read =
        new Chatbot(
            before == null ? 0 : before.id(),
            fields.required("nome", 100, old == null ? null : old.name()),
            fields.flag("ativo", old == null || old.active()),
            position == null ? 0 : Math.toIntExact(position),
            start(fields, old == null ? null : old.start()),
            Duration.ofMinutes(minutes == null ? 30 : minutes),
            steps(fields, before));
    fields.check();
    return read;
  }

  private Start start(Fields fields, @Nullable Start old) {
    Start start =
        new Start(
            fields.texts("canais", 100, old == null ? List.of() : old.channels()),
            fields.texts("palavras_chave", 80, old == null ? List.of() : old.keywords()),
            fields.texts("intencoes", 80, old == null ? List.of() : old.intents()),
            fields.texts("areas", 80, old == null ? List.of() : old.areas()),
            hours(fields, old == null ? null : old.hours()));
    unknown(
        fields,
        "canais",
        start.channels(),
        one -> channels.named(one).isPresent(),
        "Não existe o canal \"%s\"; a lista está em GET /api/channels.");
    unknown(
        fields,
        "intencoes",
        start.intents(),
        one -> intents.intents().contains(one),
        "Não existe a intenção \"%s\"; elas estão em routes/intents/flows.yaml.");
    unknown(
        fields,
        "areas",
        start.areas(),
        one -> business.areaIn(one).isPresent(),
        "Não existe a área \"%s\"; elas estão em routes/intents/business.yaml.");
    return start;
  }

  private static void unknown(
      Fields fields,
      String field,
      List<String> values,
      java.util.function.Predicate<String> known,
      String sentence) {
    values.stream()
        .filter(known.negate())
        .findFirst()
        .ifPresent(one -> fields.wrong(field, sentence.formatted(one)));
  }

  private @Nullable WorkingHours hours(Fields fields, @Nullable WorkingHours before) {
    if (!fields.has("horario")) {
      return before;
    }
    JsonNode written = fields.node("horario");
    if (written == null) {
      return null;
    }
    if (!written.isObject()) {
      fields.wrong("horario", "Deve ser um objeto como {\"segunda\": [\"09:00-18:00\"]}.");
      return before;
    }
    try {
      return HoursText.read(json.convertValue(written, Map.class));
    } catch (SellerRefusedException e) {
      fields.wrong("horario", String.valueOf(e.getMessage()));
      return before;
    }
  }

  private List<Step> steps(Fields fields, @Nullable Chatbot before) {
    if (!fields.has("etapas")) {
      return before == null ? List.of() : before.steps();
    }
    JsonNode written = fields.node("etapas");
    if (written == null || !written.isArray() || written.size() > MOST_STEPS) {
      fields.wrong("etapas", "É esperada uma lista de até %d etapas.".formatted(MOST_STEPS));
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    List<Map<String, Object>> errors = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    int position = 0;
    for (JsonNode one : written) {
      position++;
      if (!one.isObject()) {
        errors.add(
            Map.of("non_field_errors", List.of("Dado inválido: é esperado um objeto JSON.")));
        continue;
      }
      Fields step = Fields.of(one, false);
      steps.add(step(step, null, position));
      if (!codes.add(steps.get(steps.size() - 1).code())) {
        step.wrong("codigo", "Duas etapas têm este código.");
      }
      errors.add(new LinkedHashMap<>(step.errors()));
    }
    if (errors.stream().anyMatch(error -> !error.isEmpty())) {
      fields.wrong("etapas", errors);
    }
    return steps;
  }

  /** Refuses a further step for a chatbot with as many as one may have. */
  static void roomForAStep(Chatbot chatbot) {
    if (chatbot.steps().size() >= MOST_STEPS) {
      throw InvalidFields.of("etapas", "Um chatbot tem no máximo %d etapas.".formatted(MOST_STEPS));
    }
  }

  /** Reads one step; with an earlier one only the named fields change. */
  Step readStep(JsonNode body, @Nullable Step before, boolean partial, int position) {
    Fields fields = Fields.of(body, partial);
    Step step = step(fields, partial ? before : null, position);
    fields.check();
    return new Step(
        before == null ? 0 : before.id(),
        step.code(),
        step.handler(),
        step.position(),
        step.active());
  }

  private Step step(Fields fields, @Nullable Step old, int position) {
    String code = fields.required("codigo", 60, old == null ? null : old.code());
    if (!code.isEmpty() && !CODE.matcher(code).matches()) {
      fields.wrong(
          "codigo", "Use letras minúsculas sem acento, dígitos, _ e -, como selecionar_produto.");
    }
    // The Django system calls the field handler_path.
    String field = fields.has("handler_path") ? "handler_path" : "handler";
    String handler = handlers.flow(fields.required(field, 200, old == null ? null : old.handler()));
    String problem = handler.isEmpty() ? null : handlers.problem(handler);
    if (problem != null) {
      fields.wrong(field, problem);
    }
    Long order =
        fields.whole("ordem", 0, 1_000_000, old == null ? (long) position : (long) old.position());
    return new Step(
        0,
        code,
        handler,
        order == null ? position : Math.toIntExact(order),
        fields.flag("ativo", old == null || old.active()));
  }

  static Refusal missing() {
    return Refusal.missing("Não encontrado.");
  }
}
