package dev.recado.sales.commerce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.rest.Created;
import dev.recado.ground.rest.Fields;
import dev.recado.ground.rest.InvalidFields;
import dev.recado.ground.rest.Listing;
import dev.recado.ground.rest.Listing.Results;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.commerce.ProductTable.Details;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is sold, with the paths and habits of the Django system. */
@RestController
@RequestMapping("/api/pedidos/produtos")
@ConditionalOnRole(Role.WEB)
@Tag(name = "pedidos")
class ProductController {

  static final BigDecimal MOST = new BigDecimal("9999999.99");
  private static final int MOST_PIECES = 100_000_000;

  private final ProductTable products;
  private final JdbcClient jdbc;
  private final Clock clock;

  ProductController(ProductTable products, JdbcClient jdbc, Clock clock) {
    this.products = products;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A product as the API shows it. Amounts are texts, as Django writes decimals. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record View(
      long id,
      String nome,
      @Nullable String descricao,
      @Nullable String codigo,
      @Nullable Long categoria,
      @JsonProperty("categoria_nome") @Nullable String categoriaNome,
      String preco,
      @Nullable Integer estoque,
      List<String> sinonimos,
      @JsonProperty("maximo_por_pedido") int maximoPorPedido,
      boolean ativo,
      @JsonProperty("odoo_id") @Nullable Long odooId) {}

  private static View view(Product it, @Nullable String category) {
    return new View(
        it.id(),
        it.name(),
        it.description(),
        it.code(),
        it.category(),
        category,
        it.price().toPlainString(),
        it.stock(),
        it.synonyms(),
        it.most(),
        it.active(),
        it.odooId());
  }

  private static View view(ResultSet row) throws SQLException {
    return view(ProductTable.product(row), row.getString("category_name"));
  }

  private View view(Product it) {
    Long category = it.category();
    return view(
        it,
        category == null ? null : products.categoryById(category).map(Category::name).orElse(null));
  }

  @GetMapping
  @Operation(
      summary = "Lists products",
      parameters = {
        @Parameter(name = "search", description = "Words in name, description, code or category"),
        @Parameter(
            name = "ordering",
            description = "nome, preco, estoque, criado_em, id; - before it: from the end"),
        @Parameter(name = "page"),
        @Parameter(name = "page_size", description = "1 to 200, usually 20"),
        @Parameter(name = "categoria", description = "The id of a category"),
        @Parameter(name = "ativo", description = "true or false")
      })
  Results<View> list(@Parameter(hidden = true) HttpServletRequest request) {
    String category = request.getParameter("categoria");
    String active = request.getParameter("ativo");
    return Listing.of(
            """
            select p.*, c.name as category_name
              from product p left join product_category c on c.id = p.category
             where p.deleted_at is null
            """)
        .field("id", "id")
        .field("nome", "name")
        .field("preco", "price")
        .field("estoque", "stock")
        .field("criado_em", "created_at")
        .searching("name", "description", "code", "category_name")
        .only("category = :category", "category", Listing.number(category))
        .only("active = :active", "active", Listing.flag(active))
        .page(request, jdbc, (row, n) -> view(row));
  }

  @PostMapping
  @Operation(summary = "Makes a product")
  ResponseEntity<View> create(@RequestBody JsonNode body) {
    Details details = read(body, null, false);
    Product made = unique(() -> products.insert(details, "manual", null, clock.instant()));
    return Created.at(made.id(), view(made));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a product")
  View show(@PathVariable String id) {
    return view(find(id));
  }

  @PutMapping("/{id}")
  @Operation(summary = "Replaces a product: absent fields are emptied")
  View replace(@PathVariable String id, @RequestBody JsonNode body) {
    return change(find(id), body, false);
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Changes the named fields of a product")
  View patch(@PathVariable String id, @RequestBody JsonNode body) {
    return change(find(id), body, true);
  }

  private View change(Product before, JsonNode body, boolean partial) {
    Details details = read(body, before, partial);
    boolean counted = !partial || body.has("estoque");
    return view(
        unique(
            () ->
                products
                    .change(before.id(), details, counted, clock.instant())
                    .orElseThrow(ProductController::missing)));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Takes a product off sale for ever; orders go on naming it")
  void delete(@PathVariable String id) {
    if (!products.delete(find(id).id(), clock.instant())) {
      throw missing();
    }
  }

  private static Product unique(java.util.function.Supplier<Product> writing) {
    try {
      return writing.get();
    } catch (DuplicateKeyException e) {
      throw InvalidFields.of("codigo", "Produto com este código já existe.");
    }
  }

  private Details read(JsonNode body, @Nullable Product before, boolean partial) {
    Fields fields = Fields.of(body, partial);
    Product old = partial ? before : null;
    Long category =
        fields.whole("categoria", 1, Long.MAX_VALUE, old == null ? null : old.category());
    if (category != null && products.categoryById(category).isEmpty()) {
      fields.wrong("categoria", "Pk inválido \"%d\" - objeto não existe.".formatted(category));
    }
    Long stock =
        fields.whole(
            "estoque",
            0,
            MOST_PIECES,
            old == null || old.stock() == null ? null : (long) old.stock());
    Long most = fields.whole("maximo_por_pedido", 1, 10_000, old == null ? 99L : (long) old.most());
    Details details =
        new Details(
            category,
            fields.required("nome", 120, old == null ? null : old.name()),
            fields.text("descricao", 1000, old == null ? null : old.description()),
            fields.text("codigo", 60, old == null ? null : old.code()),
            fields.amount("preco", MOST, old == null ? null : old.price()),
            stock == null ? null : Math.toIntExact(stock),
            fields.texts("sinonimos", 80, old == null ? List.of() : old.synonyms()),
            most == null ? 99 : Math.toIntExact(most),
            fields.flag("ativo", old == null || old.active()),
            fields.whole("odoo_id", 1, Long.MAX_VALUE, old == null ? null : old.odooId()));
    fields.check();
    return details;
  }

  private Product find(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw missing();
    }
    return products.byId(Long.parseLong(id)).orElseThrow(ProductController::missing);
  }

  static Refusal missing() {
    return Refusal.missing("Não encontrado.");
  }
}
