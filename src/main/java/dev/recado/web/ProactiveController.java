package dev.recado.web;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.crm.CrmLookup;
import dev.recado.flow.TryLaterException;
import dev.recado.opening.Opening;
import dev.recado.opening.Openings;
import dev.recado.opening.Openings.Outcome;
import dev.recado.opening.Openings.Request;
import dev.recado.opening.Openings.Status;
import dev.recado.outbox.Contacts;
import dev.recado.phone.Phones;
import dev.recado.seller.LeadOwner;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conversations that the hub begins: start one, see what runs, end them. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "proactive")
class ProactiveController {

  private static final Logger log = LoggerFactory.getLogger(ProactiveController.class);
  private static final String RESET = "Encerrada por DELETE /reset/conversations";

  private final Openings openings;
  private final OpeningViews views;
  private final LeadOwner owner;

  ProactiveController(Openings openings, OpeningViews views, LeadOwner owner) {
    this.openings = openings;
    this.views = views;
    this.owner = owner;
  }

  /** What starting takes. */
  record Start(
      @JsonAlias("telefone") @Nullable String phone,
      @JsonAlias("nome") @Nullable String name,
      @Nullable String email,
      @Nullable String area,
      @JsonAlias("gatilho") @Nullable String trigger,
      @JsonAlias("mensagem") @Nullable String message,
      @JsonAlias("origem") @Nullable String origin,
      @JsonProperty("lead_id") @JsonAlias("leadId") @Nullable String leadId,
      @JsonProperty("contact_id") @JsonAlias("contactId") @Nullable String contactId) {}

  /** What it gives. */
  record Started(
      @JsonProperty("conversation_id") UUID conversationId,
      String status,
      OpeningViews.@Nullable SellerView vendedor,
      @Nullable String area,
      String mensagem) {}

  @PostMapping("/start-proactive")
  @Operation(
      summary = "Begins a conversation with a contact: area, seller, greeting, note in the CRM",
      description = "202 where it begins; 200 and already_running where one runs with this contact")
  ResponseEntity<Started> start(@RequestBody Start asked) {
    Outcome outcome =
        openings.start(
            new Request(
                phone(asked.phone()),
                asked.name(),
                asked.email(),
                asked.area(),
                asked.trigger() == null || asked.trigger().isBlank() ? "api" : asked.trigger(),
                asked.message(),
                asked.origin(),
                asked.leadId(),
                asked.contactId(),
                chosen(asked)));
    boolean begun = outcome.status() == Status.STARTED;
    return ResponseEntity.status(begun ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .body(
            new Started(
                outcome.id(),
                outcome.status().text(),
                OpeningViews.seller(outcome.seller()),
                outcome.area(),
                told(outcome, begun)));
  }

  /** Who asked hears at once what is to be; a CRM that is away keeps nobody from being greeted. */
  private @Nullable String chosen(Start asked) {
    try {
      return owner
          .find(asked.leadId(), asked.phone())
          .map(CrmLookup.Found::responsible)
          .orElse(null);
    } catch (TryLaterException e) {
      log.warn("A conversation begins without the CRM's word on its seller: {}", e.getMessage());
      return null;
    }
  }

  private static String told(Outcome outcome, boolean begun) {
    String what =
        begun
            ? "Conversa iniciada"
            : "Já há uma conversa em andamento com este contato; o pedido foi anotado";
    String who = outcome.seller() == null ? "" : " com " + outcome.seller().name();
    String reason = outcome.reason() == null ? "" : ". Atenção: " + outcome.reason();
    return what + (begun ? who : "") + reason + ".";
  }

  /** What runs. */
  record Active(int total, List<OpeningViews.View> conversas) {}

  @GetMapping("/conversations/active")
  @Operation(summary = "Lists the conversations that the hub began and that run")
  Active active(@RequestParam(defaultValue = "100") int limit) {
    List<OpeningViews.View> running =
        openings.running(Page.limit(limit)).stream().map(views::view).toList();
    return new Active(running.size(), running);
  }

  /** All that was begun, and how many in all. */
  record Debug(long iniciadas, long ativas, long repetidas, List<OpeningViews.View> conversas) {}

  @GetMapping("/debug/conversations")
  @Operation(
      summary = "Lists the last conversations that the hub began, also ended ones, and counts")
  Debug debug(@RequestParam(defaultValue = "100") int limit) {
    Openings.Counts counts = openings.counts();
    List<Opening> recent = openings.recent(Page.limit(limit));
    return new Debug(
        counts.started(),
        counts.running(),
        counts.repeats(),
        recent.stream().map(views::view).toList());
  }

  /** Whose conversation is ended. */
  record Whose(@JsonAlias("telefone") @Nullable String phone) {}

  /** How many were ended. */
  record Reset(int encerradas, String mensagem) {}

  @DeleteMapping("/reset/conversations")
  @Operation(
      summary = "Ends what runs, of one phone or of all, so that it can be begun anew",
      description = "Nothing that was said is deleted")
  Reset reset(
      @RequestParam(required = false) @Nullable String phone,
      @RequestParam(required = false) @Nullable String telefone,
      @RequestBody(required = false) @Nullable Whose whose) {
    String written = phone != null ? phone : telefone;
    if (written == null && whose != null) {
      written = whose.phone();
    }
    Optional<String> conversation =
        written == null ? Optional.empty() : Optional.of(Contacts.conversation(phone(written)));
    int ended = openings.end(conversation, RESET);
    return new Reset(
        ended, ended == 1 ? "1 conversa encerrada." : ended + " conversas encerradas.");
  }

  private static String phone(@Nullable String written) {
    if (written == null || written.isBlank()) {
      throw Refusal.badRequest("O campo 'phone' (ou 'telefone') está vazio.");
    }
    return Phones.digits(written)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "O campo 'phone' (ou 'telefone') não é um número de telefone."
                        + " Escreva com DDD, por exemplo (11) 98765-4321."));
  }
}
