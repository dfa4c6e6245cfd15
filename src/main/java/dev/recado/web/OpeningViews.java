package dev.recado.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.opening.Opening;
import dev.recado.outbox.Contacts;
import dev.recado.seller.Seller;
import dev.recado.seller.Sellers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the conversations that the hub began as callers of the former system know them. */
final class OpeningViews {

  private final Sellers sellers;
  private final Contacts contacts;

  OpeningViews(Sellers sellers, Contacts contacts) {
    this.sellers = sellers;
    this.contacts = contacts;
  }

  /** Who has a conversation. */
  record SellerView(long id, String nome, @JsonProperty("id_kommo") @Nullable String kommoId) {}

  /** What was said last. */
  record Word(String autor, @Nullable String texto, Instant quando) {}

  /** How often it was asked for again. */
  record Repeats(int total, @Nullable Instant ultima, @Nullable String gatilho) {}

  /** One conversation; the bot is {@code ativo}, or {@code pausado} while a person answers. */
  record View(
      @JsonProperty("conversation_id") UUID conversationId,
      String conversa,
      String telefone,
      @Nullable String nome,
      @Nullable SellerView vendedor,
      @Nullable String area,
      String gatilho,
      @Nullable String origem,
      @JsonProperty("lead_id") @Nullable String leadId,
      @JsonProperty("contact_id") @Nullable String contactId,
      Instant desde,
      @JsonProperty("ultima_mensagem") @Nullable Word ultimaMensagem,
      String bot,
      @Nullable String atencao,
      Repeats repeticoes,
      @JsonProperty("encerrada_em") @Nullable Instant encerradaEm,
      @JsonProperty("encerrada_por") @Nullable String encerradaPor) {}

  static @Nullable SellerView seller(@Nullable Seller seller) {
    return seller == null ? null : new SellerView(seller.id(), seller.name(), seller.externalId());
  }

  View view(Opening opening) {
    return new View(
        opening.id(),
        opening.conversation(),
        opening.phone(),
        opening.name(),
        seller(whoHas(opening)),
        opening.area(),
        opening.trigger(),
        opening.origin(),
        opening.lead(),
        opening.contact(),
        opening.startedAt(),
        word(opening),
        contacts.of(opening.phone()).handedOverAt() == null ? "ativo" : "pausado",
        opening.reason(),
        new Repeats(opening.repeats(), opening.repeatedAt(), opening.repeatedBy()),
        opening.endedAt(),
        opening.endReason());
  }

  /** Of one that has ended it is who got it; the contact may be another seller's by now. */
  private @Nullable Seller whoHas(Opening opening) {
    Optional<Seller> got = Optional.ofNullable(opening.seller()).flatMap(sellers::byId);
    return opening.endedAt() == null
        ? sellers.of(opening.conversation()).or(() -> got).orElse(null)
        : got.orElse(null);
  }

  private static @Nullable Word word(Opening opening) {
    Opening.Word said = opening.lastWord();
    return said == null ? null : new Word(said.author(), said.text(), said.at());
  }
}
