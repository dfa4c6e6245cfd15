package dev.recado.sales.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.sales.inbox.ConversationQueries.Row;
import dev.recado.sales.inbox.ConversationQueries.Status;
import dev.recado.sales.proactive.ProactiveConversation;
import dev.recado.sales.proactive.ProactiveConversations;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.SellerName;
import dev.recado.sales.seller.Sellers;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows conversations in the form of the former system. */
@Component
@ConditionalOnRole(Role.WEB)
final class ConversationViews {

  private final Sellers sellers;
  private final ProactiveConversations openings;

  ConversationViews(Sellers sellers, ProactiveConversations openings) {
    this.sellers = sellers;
    this.openings = openings;
  }

  /** The last message. */
  @Schema(name = "UltimaMensagem")
  record Word(String autor, @Nullable String texto, Instant quando) {}

  /** How often the conversation was requested again. */
  @Schema(name = "Repeticoes")
  record Repeats(int total, @Nullable Instant ultima, @Nullable String gatilho) {}

  /**
   * One conversation. The bot is {@code ativo}, or {@code pausado} while a person answers.
   *
   * @param id the UUID of the last conversation that {@code /start-proactive} began here, or null
   * @param conversationId the conversation's key
   * @param begunBy {@code recado} or {@code cliente}
   */
  @Schema(name = "Conversa")
  record View(
      @Nullable UUID id,
      @JsonProperty("conversation_id") String conversationId,
      String telefone,
      @Nullable String nome,
      @JsonProperty("iniciada_por") String begunBy,
      @Nullable SellerName vendedor,
      @Nullable String area,
      @Nullable String gatilho,
      @Nullable String origem,
      @JsonProperty("lead_id") @Nullable String leadId,
      @JsonProperty("contact_id") @Nullable String contactId,
      Instant desde,
      @JsonProperty("ultima_mensagem") @Nullable Word ultimaMensagem,
      String bot,
      @Nullable String atencao,
      @Nullable Repeats repeticoes,
      @JsonProperty("encerrada_em") @Nullable Instant encerradaEm,
      @JsonProperty("encerrada_por") @Nullable String encerradaPor) {}

  List<View> of(List<Row> rows) {
    Map<String, ProactiveConversation> begun =
        openings.lastOf(rows.stream().map(Row::key).toList()).stream()
            .collect(Collectors.toMap(ProactiveConversation::conversation, Function.identity()));
    Map<Long, Seller> all =
        sellers.all().stream().collect(Collectors.toMap(Seller::id, Function.identity()));
    return rows.stream()
        .map(
            row -> {
              ProactiveConversation opening = begun.get(row.key());
              return opening == null ? begunByCustomer(row, all) : begunByHub(row, opening, all);
            })
        .toList();
  }

  private static View begunByCustomer(Row row, Map<Long, Seller> sellers) {
    return new View(
        null,
        row.key(),
        row.address(),
        row.name(),
        "cliente",
        seller(row.seller(), sellers),
        null,
        null,
        null,
        null,
        null,
        row.startedAt(),
        word(row),
        bot(row),
        null,
        null,
        null,
        null);
  }

  private static View begunByHub(
      Row row, ProactiveConversation opening, Map<Long, Seller> sellers) {
    return new View(
        opening.id(),
        row.key(),
        opening.phone(),
        opening.name() == null ? row.name() : opening.name(),
        "recado",
        seller(sellerToShow(row, opening), sellers),
        opening.area(),
        opening.trigger(),
        opening.origin(),
        opening.lead(),
        opening.contact(),
        opening.startedAt(),
        word(row),
        bot(row),
        opening.reason(),
        new Repeats(opening.repeats(), opening.repeatedAt(), opening.repeatedBy()),
        opening.endedAt(),
        opening.endReason());
  }

  /** An ended conversation shows its own seller; the contact may have another one by now. */
  private static @Nullable Long sellerToShow(Row row, ProactiveConversation opening) {
    boolean now = opening.endedAt() == null && row.seller() != null;
    return now || opening.seller() == null ? row.seller() : opening.seller();
  }

  private static @Nullable SellerName seller(@Nullable Long id, Map<Long, Seller> sellers) {
    return id == null ? null : SellerName.of(sellers.get(id));
  }

  private static String bot(Row row) {
    return row.status() == Status.HANDED_OVER ? "pausado" : "ativo";
  }

  private static @Nullable Word word(Row row) {
    ConversationQueries.Word last = row.lastWord();
    return last == null ? null : new Word(last.author(), last.text(), last.at());
  }
}
