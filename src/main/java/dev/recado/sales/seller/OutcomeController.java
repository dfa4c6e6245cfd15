package dev.recado.sales.seller;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.chat.intent.PlainText;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLinks.Link;
import dev.recado.sales.seller.Outcomes.Stored;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.security.Principal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Closes leads as won or lost. */
@RestController
@RequestMapping("/api/sellers/outcomes")
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class OutcomeController {

  private static final String WON = "ganho";
  private static final String LOST = "perdido";
  private static final int LONGEST = 200;

  /** The table has room for twelve digits before the comma. */
  private static final BigDecimal LIMIT = new BigDecimal("1000000000000");

  private final Outcomes outcomes;
  private final OutcomeEvents events;
  private final Sellers sellers;
  private final Customers customers;
  private final CrmLinks links;
  private final TransactionTemplate transaction;
  private final ZoneId zone;

  OutcomeController(
      Outcomes outcomes,
      OutcomeEvents events,
      Sellers sellers,
      Customers customers,
      CrmLinks links,
      TransactionTemplate transaction,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    this.outcomes = outcomes;
    this.events = events;
    this.sellers = sellers;
    this.customers = customers;
    this.links = links;
    this.transaction = transaction;
    this.zone = zone;
  }

  /** The customer by one of the first four fields, and how the lead ended. */
  @Schema(name = "LeadOutcome")
  record Body(
      @JsonProperty("telefone") @JsonAlias("phone") @Nullable String phone,
      @JsonProperty("conversation_id") @Nullable String conversationId,
      @JsonProperty("contact_id") @Nullable String contactId,
      @JsonProperty("lead_id") @Nullable String leadId,
      @Nullable String resultado,
      @Nullable BigDecimal valor,
      @Nullable String motivo) {

    Customers.Whom whom() {
      return new Customers.Whom(phone, conversationId, contactId, leadId);
    }

    /** Leaves out personal data: the record's default text would show it in logs. */
    @Override
    public String toString() {
      return "LeadOutcome[]";
    }
  }

  /** An outcome as the API shows it. */
  record Shown(
      String resultado,
      @Nullable BigDecimal valor,
      @Nullable String motivo,
      @Nullable SellerName vendedor,
      @Nullable String area,
      @JsonProperty("lead_id") @Nullable String lead,
      String quando,
      String por) {}

  @PostMapping
  @Operation(
      summary = "Closes a customer's lead as won or lost; the CRM is told",
      description = "A second outcome of the same lead replaces the first one.")
  Shown close(@RequestBody Body body, @Nullable Principal caller) {
    boolean won = won(Said.text(body.resultado()));
    BigDecimal value = value(body.valor(), won);
    String reason = reason(Said.text(body.motivo()), won);
    String address = customers.address(body.whom());
    String conversation = Contacts.conversation(address);
    String given = Said.text(body.leadId());
    String lead = given == null ? links.of(conversation).map(Link::lead).orElse(null) : given;
    String by = caller == null ? "api" : caller.getName();
    Outcome outcome = new Outcome(won, value, reason, lead, by);
    Stored stored =
        transaction.execute(
            status -> {
              Stored closed = outcomes.close(conversation, outcome).orElse(null);
              if (closed != null && closed.changed()) {
                events.set(address, conversation, closed);
              }
              return closed;
            });
    if (stored == null) {
      throw Refusal.missing("A conversa desse cliente não tem vendedor.");
    }
    return shown(stored);
  }

  private Shown shown(Stored stored) {
    Outcome it = stored.outcome();
    return new Shown(
        it.won() ? WON : LOST,
        it.value(),
        it.reason(),
        SellerName.of(sellers.byId(stored.seller()).orElse(null)),
        stored.area(),
        it.lead(),
        OffsetDateTime.ofInstant(stored.at(), zone).toString(),
        it.by());
  }

  private static boolean won(@Nullable String result) {
    String plain = result == null ? "" : PlainText.fold(result);
    if (!plain.equals(WON) && !plain.equals(LOST)) {
      throw Refusal.badRequest("O campo 'resultado' deve ser 'ganho' ou 'perdido'.");
    }
    return plain.equals(WON);
  }

  private static @Nullable BigDecimal value(@Nullable BigDecimal value, boolean won) {
    if (value == null) {
      return null;
    }
    if (!won) {
      throw Refusal.badRequest("O campo 'valor' só cabe num lead ganho.");
    }
    // The digits are counted first: 1e999999999 must not be written out.
    boolean large = (long) value.precision() - value.scale() > LIMIT.precision();
    if (value.signum() < 0 || large || value.compareTo(LIMIT) >= 0) {
      throw Refusal.badRequest("O campo 'valor' deve ser de 0 a 999999999999.99.");
    }
    if (value.stripTrailingZeros().scale() > 2) {
      throw Refusal.badRequest("O campo 'valor' tem no máximo dois decimais.");
    }
    return value.setScale(2);
  }

  private static @Nullable String reason(@Nullable String reason, boolean won) {
    if (reason == null && !won) {
      throw Refusal.badRequest("Falta o campo 'motivo': por que o lead foi perdido.");
    }
    if (reason != null
        && (reason.length() > LONGEST || reason.chars().anyMatch(Character::isISOControl))) {
      throw Refusal.badRequest(
          "O campo 'motivo' deve ser um texto de uma linha, com até " + LONGEST + " letras.");
    }
    return reason;
  }
}
