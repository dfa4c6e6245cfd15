package dev.recado.sales.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A customer as {@code /api/clientes/} shows it. */
record ClientView(
    long id,
    String nome,
    @Nullable String telefone,
    @Nullable String email,
    @Nullable String documento,
    @Nullable String endereco,
    @Nullable String cidade,
    @Nullable String estado,
    @Nullable String cep,
    @Nullable String observacoes,
    boolean ativo,
    boolean bloqueado,
    @JsonProperty("odoo_id") @Nullable Long odooId,
    @JsonProperty("ultimo_pedido_em") @Nullable OffsetDateTime ultimoPedidoEm,
    @JsonProperty("criado_em") OffsetDateTime criadoEm,
    @JsonProperty("atualizado_em") OffsetDateTime atualizadoEm) {

  static ClientView of(Client customer, ZoneId zone) {
    Client.Details it = customer.details();
    Instant ordered = customer.lastOrderAt();
    return new ClientView(
        customer.id(),
        it.name(),
        it.phone(),
        it.email(),
        it.document(),
        it.place().address(),
        it.place().city(),
        it.place().state(),
        it.place().postcode(),
        it.notes(),
        it.active(),
        it.blocked(),
        it.odooPartner(),
        ordered == null ? null : ordered.atZone(zone).toOffsetDateTime(),
        customer.createdAt().atZone(zone).toOffsetDateTime(),
        customer.updatedAt().atZone(zone).toOffsetDateTime());
  }
}
