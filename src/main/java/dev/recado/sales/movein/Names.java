package dev.recado.sales.movein;

import dev.recado.chat.intent.PlainText;
import java.util.List;

/** The names under which other systems have their fields; the first one is told in a refusal. */
final class Names {

  static final List<String> ID = List.of("id", "pk", "id_externo", "external_id");
  static final List<String> NAME =
      List.of("nome", "name", "nome_completo", "full_name", "razao_social", "titulo");
  static final List<String> PHONE =
      List.of(
          "telefone",
          "phone",
          "celular",
          "whatsapp",
          "fone",
          "telefone_whatsapp",
          "phone_number",
          "numero_whatsapp",
          "cliente_telefone",
          "telefone_cliente");
  static final List<String> EMAIL = List.of("email", "e_mail", "mail");
  static final List<String> DOCUMENT =
      List.of("documento", "cpf", "cnpj", "cpf_cnpj", "document", "vat");
  static final List<String> ADDRESS = List.of("endereco", "address", "logradouro", "rua");
  static final List<String> CITY = List.of("cidade", "city", "municipio");
  static final List<String> UF = List.of("estado", "uf", "state");
  static final List<String> POSTCODE = List.of("cep", "postcode", "zip", "zip_code");
  static final List<String> NOTES = List.of("observacoes", "observacao", "obs", "notes", "notas");
  static final List<String> ACTIVE = List.of("ativo", "active", "is_active", "disponivel");
  static final List<String> BLOCKED = List.of("bloqueado", "blocked");
  static final List<String> ODOO = List.of("odoo_id", "odoo_partner_id", "odoo_product_id");
  static final List<String> DESCRIPTION = List.of("descricao", "description");
  static final List<String> POSITION = List.of("ordem", "posicao", "position", "order_index");
  static final List<String> CODE = List.of("codigo", "sku", "code", "referencia", "cod");
  static final List<String> PRICE =
      List.of("preco", "price", "valor", "preco_venda", "valor_unitario", "preco_unitario");
  static final List<String> STOCK =
      List.of("estoque", "stock", "quantidade_estoque", "qtd_estoque", "quantidade");
  static final List<String> CATEGORY = List.of("categoria", "category", "categoria_id", "grupo");
  static final List<String> SYNONYMS = List.of("sinonimos", "synonyms", "apelidos");
  static final List<String> MOST = List.of("maximo_por_pedido", "maximo", "max_per_order");
  static final List<String> NUMBER =
      List.of(
          "id",
          "pk",
          "numero",
          "numero_pedido",
          "pedido",
          "pedido_id",
          "order_id",
          "number",
          "id_externo",
          "external_id");
  static final List<String> ORDER =
      List.of("pedido", "pedido_id", "order", "order_id", "numero_pedido");
  static final List<String> CLIENT =
      List.of("cliente", "cliente_id", "client", "client_id", "customer", "customer_id");
  static final List<String> CLIENT_NAME =
      List.of(
          "cliente_nome",
          "nome_cliente",
          "customer_name",
          "client_name",
          "nome",
          "name",
          "cliente");
  static final List<String> STATE = List.of("status", "situacao", "estado", "state");
  static final List<String> TOTAL = List.of("total", "valor_total", "total_amount", "valor");
  static final List<String> CREATED =
      List.of("criado_em", "data", "data_pedido", "data_criacao", "created_at", "date", "created");
  static final List<String> ITEMS = List.of("itens", "items", "linhas", "lines");
  static final List<String> PRODUCT =
      List.of(
          "produto",
          "produto_id",
          "product",
          "product_id",
          "sku",
          "codigo_produto",
          "produto_nome",
          "nome_produto",
          "nome");
  static final List<String> QUANTITY = List.of("quantidade", "qtd", "quantity", "qty", "qtde");
  static final List<String> SELLER =
      List.of(
          "vendedor",
          "vendedor_id",
          "seller",
          "seller_id",
          "vendedor_nome",
          "nome_vendedor",
          "vendedor_email");
  static final List<String> AREAS =
      List.of("areas", "area", "especialidade", "especialidades", "area_atuacao");
  static final List<String> HOURS = List.of("horario", "horarios", "horario_trabalho", "hours");
  static final List<String> START =
      List.of(
          "data_hora",
          "inicio",
          "data_inicio",
          "horario_inicio",
          "start",
          "starts_at",
          "start_time",
          "data_agendamento");
  static final List<String> DAY = List.of("data", "dia", "date");
  static final List<String> TIME = List.of("hora", "horario", "hora_inicio", "time");
  static final List<String> END =
      List.of("fim", "data_fim", "horario_fim", "end", "ends_at", "end_time", "termino");
  static final List<String> DURATION =
      List.of("duracao", "duracao_minutos", "duration", "duration_minutes");
  static final List<String> SUBJECT =
      List.of(
          "assunto", "titulo", "subject", "title", "motivo", "tipo", "descricao", "observacoes");

  private Names() {}

  /** A name without accents, capitals and punctuation: {@code Preço (R$)} is {@code preco_r}. */
  static String plain(String name) {
    return PlainText.fold(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2"))
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_+|_+$", "");
  }
}
