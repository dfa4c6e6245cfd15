package dev.recado.sales.chatbot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.rest.InvalidFields;
import dev.recado.ground.rest.Listing.Results;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.chatbot.Chatbot.Step;
import dev.recado.sales.chatbot.ChatbotView.StepView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The chatbots: what starts each, and its steps. */
@RestController
@RequestMapping("/api/chatbots")
@ConditionalOnRole(Role.WEB)
@Tag(name = "chatbots")
class ChatbotController {

  private static final List<String> OF_A_CHANNEL =
      List.of(
          "numero",
          "meta_phone_number_id",
          "meta_business_account_id",
          "meta_access_token",
          "meta_app_secret",
          "verify_token");

  private final ChatbotTable table;
  private final ChatbotBody body;
  private final ObjectMapper json;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ChatbotMetrics metrics;
  private final ZoneId zone;

  ChatbotController(
      ChatbotTable table,
      ChatbotBody body,
      ObjectMapper json,
      TransactionTemplate transaction,
      Clock clock,
      JdbcClient jdbc,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    this.table = table;
    this.body = body;
    this.json = json;
    this.transaction = transaction;
    this.clock = clock;
    this.metrics = new ChatbotMetrics(jdbc, zone);
    this.zone = zone;
  }

  @GetMapping
  @Operation(summary = "Lists the chatbots, in the order in which they may start")
  Results<ChatbotView> list() {
    List<ChatbotView> all = table.all().stream().map(ChatbotView::of).toList();
    return new Results<>(all.size(), null, null, all);
  }

  @PostMapping
  @Operation(summary = "Makes a chatbot, also with its steps (etapas)")
  ResponseEntity<ChatbotView> create(@RequestBody JsonNode request) {
    Chatbot made = make(body.read(request, null, false));
    return ResponseEntity.created(URI.create("/api/chatbots/" + made.id() + "/"))
        .body(ChatbotView.of(made));
  }

  private Chatbot make(Chatbot read) {
    return written(
        () -> {
          long id = table.insert(read, clock.instant());
          table.steps(id, read.steps());
          return id;
        });
  }

  private Chatbot written(java.util.function.LongSupplier writing) {
    try {
      Long id = transaction.execute(status -> writing.getAsLong());
      return table.byId(Objects.requireNonNull(id)).orElseThrow(ChatbotBody::missing);
    } catch (DuplicateKeyException e) {
      throw InvalidFields.of("nome", "Chatbot com este nome já existe.");
    }
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a chatbot")
  ChatbotView show(@PathVariable String id) {
    return ChatbotView.of(find(id));
  }

  @PutMapping("/{id}")
  @Operation(summary = "Replaces a chatbot; without etapas its steps stay")
  ChatbotView replace(@PathVariable String id, @RequestBody JsonNode request) {
    return change(find(id), request, false);
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Changes the named fields of a chatbot")
  ChatbotView patch(@PathVariable String id, @RequestBody JsonNode request) {
    return change(find(id), request, true);
  }

  private ChatbotView change(Chatbot before, JsonNode request, boolean partial) {
    return ChatbotView.of(
        change(before, body.read(request, before, partial), request.has("etapas")));
  }

  /** Steps that the request does not name stay as they are now, and not as they were read. */
  private Chatbot change(Chatbot before, Chatbot read, boolean withSteps) {
    return written(
        () -> {
          table.update(read, clock.instant());
          if (withSteps) {
            table.steps(before.id(), read.steps());
          }
          return before.id();
        });
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a chatbot; its customers start anew with their next message")
  void delete(@PathVariable String id) {
    table.delete(find(id).id());
  }

  @GetMapping("/{id}/steps")
  @Operation(summary = "Lists the steps of a chatbot")
  Results<StepView> steps(@PathVariable String id) {
    List<StepView> steps = find(id).steps().stream().map(StepView::of).toList();
    return new Results<>(steps.size(), null, null, steps);
  }

  @PostMapping("/{id}/steps")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Adds a step to a chatbot")
  StepView addStep(@PathVariable String id, @RequestBody JsonNode request) {
    Chatbot chatbot = find(id);
    ChatbotBody.roomForAStep(chatbot);
    int last = chatbot.steps().stream().mapToInt(Step::position).max().orElse(0);
    Step step = body.readStep(request, null, false, last + 1);
    if (chatbot.steps().stream().anyMatch(one -> one.code().equals(step.code()))) {
      throw InvalidFields.of("codigo", "O chatbot já tem uma etapa com este código.");
    }
    table.keep(chatbot.id(), step);
    return step(id, step.code());
  }

  private StepView step(String id, String code) {
    return find(id).steps().stream()
        .filter(one -> one.code().equals(code))
        .map(StepView::of)
        .findFirst()
        .orElseThrow(ChatbotBody::missing);
  }

  @PutMapping("/{id}/steps/{step}")
  @Operation(summary = "Replaces a step of a chatbot")
  StepView replaceStep(
      @PathVariable String id, @PathVariable String step, @RequestBody JsonNode request) {
    return changeStep(id, step, request, false);
  }

  @PatchMapping("/{id}/steps/{step}")
  @Operation(summary = "Changes the named fields of a step")
  StepView patchStep(
      @PathVariable String id, @PathVariable String step, @RequestBody JsonNode request) {
    return changeStep(id, step, request, true);
  }

  private StepView changeStep(String id, String step, JsonNode request, boolean partial) {
    Step before = findStep(find(id), step);
    Step after = body.readStep(request, before, partial, before.position());
    try {
      table.change(after);
    } catch (DuplicateKeyException e) {
      throw InvalidFields.of("codigo", "O chatbot já tem uma etapa com este código.");
    }
    return step(id, after.code());
  }

  @DeleteMapping("/{id}/steps/{step}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a step; customers who are there start anew")
  void deleteStep(@PathVariable String id, @PathVariable String step) {
    Chatbot chatbot = find(id);
    table.deleteStep(chatbot.id(), findStep(chatbot, step).id());
  }

  @GetMapping("/{id}/metrics")
  @Operation(
      summary =
          "Counts entries, ends, errors, time and conversion for each step, of the last 30 days or of some days")
  ChatbotMetrics.Report metrics(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate last = to == null ? today : to;
    return metrics.of(find(id), from == null ? last.minusDays(29) : from, last);
  }

  /** The answer to an import. */
  record Imported(ChatbotView chatbot, boolean novo, List<String> avisos) {}

  @PostMapping("/import")
  @Operation(
      summary =
          "Takes a configuration of the Django system: its table of steps, with the paths of its handlers")
  Imported importTable(@RequestBody JsonNode request) {
    if (!request.isObject()) {
      throw InvalidFields.of(InvalidFields.ALL, "Dado inválido: é esperado um objeto JSON.");
    }
    ObjectNode read = request.deepCopy();
    List<String> notes = new ArrayList<>();
    if (read.path("tabela").isTextual()) {
      read.set("etapas", StepTable.read(read.path("tabela").textValue(), json));
    }
    if (!read.has("etapas")) {
      throw InvalidFields.of("etapas", "Informe as etapas, ou a tabela delas em \"tabela\".");
    }
    if (!read.has("nome")) {
      read.put("nome", "Chatbot Principal");
    }
    credentials(read, notes);
    Optional<Chatbot> known = table.named(read.path("nome").asText());
    if (known.isEmpty() && orders(read) && !read.has("intencoes")) {
      read.putArray("intencoes").add("pedido");
      notes.add(
          "O chatbot começa quando o cliente quer pedir (intencoes: pedido). Mude em PATCH /api/chatbots/{id}/.");
    }
    Chatbot kept =
        known
            .map(before -> change(before, body.read(read, before, true), true))
            .orElseGet(() -> make(body.read(read, null, false)));
    return new Imported(ChatbotView.of(kept), known.isEmpty(), notes);
  }

  private static boolean orders(ObjectNode read) {
    return read.path("etapas").toString().contains("edido");
  }

  /** The Django system keeps a number's access on its chatbot; here it belongs to a channel. */
  private static void credentials(ObjectNode read, List<String> notes) {
    boolean given =
        OF_A_CHANNEL.stream().filter(field -> read.remove(field) != null).toList().size() > 0;
    if (given && !read.has("canais")) {
      notes.add(
          "O número e os acessos da Meta pertencem a um canal: crie-o com POST /api/channels"
              + " (docs/channels.md) e ponha o id dele em \"canais\".");
    }
  }

  private Chatbot find(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw ChatbotBody.missing();
    }
    return table.byId(Long.parseLong(id)).orElseThrow(ChatbotBody::missing);
  }

  private static Step findStep(Chatbot chatbot, String step) {
    @Nullable Long id = step.matches("\\d{1,18}") ? Long.valueOf(step) : null;
    return chatbot.steps().stream()
        .filter(one -> id != null && one.id() == id)
        .findFirst()
        .orElseThrow((java.util.function.Supplier<Refusal>) ChatbotBody::missing);
  }
}
