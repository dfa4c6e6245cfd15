package dev.recado.sales.inbox;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.chat.conversation.Chats;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.crm.CrmLookup;
import dev.recado.sales.handover.HandOvers;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.sales.inbox.ConversationQueries.Filter;
import dev.recado.sales.proactive.ProactiveConversations;
import dev.recado.sales.proactive.ProactiveConversations.Outcome;
import dev.recado.sales.proactive.ProactiveConversations.Request;
import dev.recado.sales.proactive.ProactiveConversations.Status;
import dev.recado.sales.seller.LeadOwner;
import dev.recado.sales.seller.SellerName;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Conversations that the hub begins: starts one, lists the active ones, ends them. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "proactive")
class ProactiveController {

  private static final Logger log = LoggerFactory.getLogger(ProactiveController.class);
  private static final String RESET = "DELETE /reset/conversations";

  private final ProactiveConversations openings;
  private final ConversationQueries conversations;
  private final ConversationViews views;
  private final Chats chats;
  private final HandOvers handOvers;
  private final Customers customers;
  private final LeadOwner owner;

  ProactiveController(
      ProactiveConversations openings,
      ConversationQueries conversations,
      ConversationViews views,
      Chats chats,
      HandOvers handOvers,
      Customers customers,
      LeadOwner owner) {
    this.openings = openings;
    this.conversations = conversations;
    this.views = views;
    this.owner = owner;
    this.chats = chats;
    this.handOvers = handOvers;
    this.customers = customers;
  }

  /** The body of a start. */
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

  /** The answer: the conversation's key, and the id of the opening. */
  record Started(
      @JsonProperty("conversation_id") String conversationId,
      UUID id,
      String status,
      @Nullable SellerName vendedor,
      @Nullable String area,
      String mensagem) {}

  @PostMapping("/start-proactive")
  @Operation(
      summary = "Begins a conversation with a contact: area, seller, greeting, note in the CRM",
      description = "202 where it begins; 200 and already_running where one runs with this contact")
  ResponseEntity<Started> start(@RequestBody Start asked) {
    String phone = phone(asked);
    Outcome outcome =
        openings.start(
            new Request(
                phone,
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
                Contacts.conversation(phone),
                outcome.id(),
                outcome.status().text(),
                SellerName.of(outcome.seller()),
                outcome.area(),
                told(outcome, begun)));
  }

  /** The caller hears the seller at once. An unavailable CRM prevents no greeting. */
  private @Nullable String chosen(Start asked) {
    try {
      return owner
          .find(asked.leadId(), asked.phone())
          .map(CrmLookup.Found::responsible)
          .orElse(null);
    } catch (TryLaterException e) {
      log.warn("A conversation begins without its seller's name from the CRM: {}", e.getMessage());
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

  /** The contact must have a phone: the hub writes first. */
  private String phone(Start asked) {
    String written = asked.phone();
    boolean inCrm = asked.leadId() != null || asked.contactId() != null;
    if (!inCrm || written != null && !written.isBlank()) {
      return phone(written);
    }
    return phone(
        customers.address(new Customers.Whom(null, null, asked.contactId(), asked.leadId())));
  }

  /** The active conversations. */
  record Active(int total, List<ConversationViews.View> conversas) {}

  @GetMapping("/conversations/active")
  @Operation(
      summary = "Lists the active conversations, begun by customers or by the hub",
      description = "Those with a message within recado.opening.idle")
  Active active(@RequestParam(defaultValue = "100") int limit) {
    List<ConversationViews.View> running =
        views.of(
            conversations
                .list(Filter.alive(openings.aliveSince()), null, Page.limit(limit))
                .items());
    return new Active(running.size(), running);
  }

  /**
   * The last conversations, and the number of all.
   *
   * @param total all conversations
   * @param iniciadas conversations that the hub began
   * @param ativas active conversations
   * @param repetidas requests to begin a conversation that was running
   */
  record Debug(
      long total,
      long iniciadas,
      long ativas,
      long repetidas,
      List<ConversationViews.View> conversas) {}

  @GetMapping("/debug/conversations")
  @Operation(summary = "Lists the last conversations, also ended ones, and counts all")
  Debug debug(@RequestParam(defaultValue = "100") int limit) {
    ProactiveConversations.Counts counts = openings.counts();
    Filter any = Filter.alive(null);
    return new Debug(
        conversations.count(any),
        counts.started(),
        conversations.count(Filter.alive(openings.aliveSince())),
        counts.repeats(),
        views.of(conversations.list(any, null, Page.limit(limit)).items()));
  }

  /** The conversation to reset. */
  record Whose(
      @JsonAlias("telefone") @Nullable String phone,
      @JsonProperty("conversation_id") @Nullable String conversation) {}

  /**
   * The result of a reset.
   *
   * @param encerradas conversations of the hub that ended
   * @param retomadas conversations that the hub answers again
   * @param dialogos questions that no longer wait for an answer
   * @param fatos conversations whose gathered facts are forgotten
   */
  record Reset(int encerradas, int retomadas, int dialogos, int fatos, String mensagem) {

    static Reset of(int ended, int returned, Chats.Forgotten forgotten) {
      return new Reset(
          ended,
          returned,
          forgotten.dialogues(),
          forgotten.facts(),
          "Conversas encerradas: %d; robô retomado: %d; diálogos interrompidos: %d; dados de diálogo apagados: %d. As mensagens ficam."
              .formatted(ended, returned, forgotten.dialogues(), forgotten.facts()));
    }
  }

  @DeleteMapping("/reset/conversations")
  @Operation(
      summary = "Resets one conversation, or all",
      description =
          "Ends the hub's conversations and all pauses, and forgets the state and the"
              + " facts of dialogues. Messages stay.")
  Reset reset(
      @RequestParam(required = false) @Nullable String phone,
      @RequestParam(required = false) @Nullable String telefone,
      @RequestParam(name = "conversation_id", required = false) @Nullable String conversation,
      @RequestBody(required = false) @Nullable Whose whose,
      @Nullable Principal caller) {
    Optional<String> one =
        Stream.of(
                Optional.ofNullable(phone),
                Optional.ofNullable(telefone),
                Optional.ofNullable(conversation),
                Optional.ofNullable(whose).map(Whose::phone),
                Optional.ofNullable(whose).map(Whose::conversation))
            .flatMap(Optional::stream)
            .findFirst()
            .map(this::conversation);
    By by = new By(caller == null ? "api" : caller.getName(), "api", RESET, null);
    int ended = openings.end(one, "Encerrada por " + RESET);
    int returned = handOvers.giveBackAll(one, by);
    return Reset.of(ended, returned, chats.forget(one));
  }

  private String conversation(String written) {
    return customers
        .conversation(written)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "O campo 'phone' (ou 'telefone', 'conversation_id') não é de uma conversa."));
  }

  private static String phone(@Nullable String written) {
    if (written == null || written.isBlank()) {
      throw Refusal.badRequest("O campo 'phone' (ou 'telefone') está vazio.");
    }
    PhoneReading reading = Phones.read(written);
    return reading
        .digits()
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "O campo 'phone' (ou 'telefone') não é um número de telefone: "
                        + reading.reason().words()
                        + ". Escreva com DDD, por exemplo (11) 98765-4321."));
  }
}
