package dev.recado.sales.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer as {@code /api/clientes/} shows it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
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
    @JsonProperty("ultimo_pedido_em") @Nullable Instant ultimoPedidoEm,
    @JsonProperty("criado_em") Instant criadoEm,
    @JsonProperty("atualizado_em") Instant atualizadoEm) {

  static ClientView of(Client client) {
    Client.Details it = client.details();
    return new ClientView(
        client.id(),
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
        client.lastOrderAt(),
        client.createdAt(),
        client.updatedAt());
  }
}
