package dev.recado.sales.commerce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.rest.Fields;
import dev.recado.ground.rest.InvalidFields;
import dev.recado.ground.rest.Listing;
import dev.recado.ground.rest.Listing.Results;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
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

/** The categories of products. */
@RestController
@RequestMapping("/api/pedidos/categorias")
@ConditionalOnRole(Role.WEB)
@Tag(name = "pedidos")
class CategoryController {

  private final ProductTable products;
  private final JdbcClient jdbc;
  private final Clock clock;

  CategoryController(ProductTable products, JdbcClient jdbc, Clock clock) {
    this.products = products;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @JsonInclude(JsonInclude.Include.ALWAYS)
  record View(long id, String nome, @Nullable String descricao, int ordem, boolean ativo) {

    static View of(Category it) {
      return new View(it.id(), it.name(), it.description(), it.position(), it.active());
    }
  }

  @GetMapping
  @Operation(
      summary = "Lists the categories of products",
      parameters = {
        @Parameter(name = "search"),
        @Parameter(name = "ordering", description = "nome, ordem, id; - before it: from the end"),
        @Parameter(name = "page"),
        @Parameter(name = "page_size", description = "1 to 200, usually 20")
      })
  Results<View> list(@Parameter(hidden = true) HttpServletRequest request) {
    return Listing.of("select * from product_category")
        .field("id", "id")
        .field("nome", "name")
        .field("ordem", "position")
        .searching("name", "description")
        .usually("position, name, id")
        .page(request, jdbc, (row, n) -> View.of(ProductTable.category(row)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes a category of products")
  View create(@RequestBody JsonNode body) {
    Category read = read(body, 0, null, false);
    return View.of(unique(() -> products.insertCategory(read, "manual", null, clock.instant())));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a category of products")
  View show(@PathVariable String id) {
    return View.of(find(id));
  }

  @PutMapping("/{id}")
  @Operation(summary = "Replaces a category of products")
  View replace(@PathVariable String id, @RequestBody JsonNode body) {
    return change(find(id), body, false);
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Changes the named fields of a category of products")
  View patch(@PathVariable String id, @RequestBody JsonNode body) {
    return change(find(id), body, true);
  }

  private View change(Category before, JsonNode body, boolean partial) {
    Category read = read(body, before.id(), before, partial);
    return View.of(unique(() -> products.updateCategory(read, clock.instant())));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a category; its products stay, in none")
  void delete(@PathVariable String id) {
    products.deleteCategory(find(id).id());
  }

  private static Category unique(java.util.function.Supplier<Category> writing) {
    try {
      return writing.get();
    } catch (DuplicateKeyException e) {
      throw InvalidFields.of("nome", "Categoria com este nome já existe.");
    }
  }

  private static Category read(JsonNode body, long id, @Nullable Category before, boolean partial) {
    Fields fields = Fields.of(body, partial);
    Category old = partial ? before : null;
    Long position =
        fields.whole("ordem", -1_000_000, 1_000_000, old == null ? 0L : (long) old.position());
    Category read =
        new Category(
            id,
            fields.required("nome", 80, old == null ? null : old.name()),
            fields.text("descricao", 300, old == null ? null : old.description()),
            position == null ? 0 : Math.toIntExact(position),
            fields.flag("ativo", old == null || old.active()));
    fields.check();
    return read;
  }

  private Category find(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw ProductController.missing();
    }
    return products.categoryById(Long.parseLong(id)).orElseThrow(ProductController::missing);
  }
}
