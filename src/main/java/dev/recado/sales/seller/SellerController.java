package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The sellers, under the paths of the former system. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class SellerController {

  private final Sellers sellers;
  private final Roster roster;
  private final SellerSync sync;

  SellerController(Sellers sellers, Roster roster, SellerSync sync) {
    this.sellers = sellers;
    this.roster = roster;
    this.sync = sync;
  }

  /** A list of sellers. */
  record Listed(List<SellerView> vendedores, int total) {}

  @GetMapping("/vendedores")
  @Operation(summary = "Lists all sellers, also inactive ones")
  Listed all() {
    return list(seller -> true);
  }

  @GetMapping("/vendedores/reais")
  @Operation(summary = "Lists the sellers that a CRM lists")
  Listed real() {
    return list(SellerView::real);
  }

  @GetMapping("/vendedores/dinamicos")
  @Operation(
      summary = "Lists the sellers of the CRM and those added here, also inactive ones",
      description = "On a hub with nothing real configured: three examples, of tipo exemplo.")
  Listed together() {
    return list(seller -> true);
  }

  private Listed list(Predicate<Seller> which) {
    Map<Long, Integer> open = roster.openLeads();
    List<SellerView> found =
        sellers.all().stream().filter(which).map(seller -> SellerView.of(seller, open)).toList();
    return new Listed(found, found.size());
  }

  @PostMapping("/vendedores/adicionar")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Adds a seller that no CRM knows")
  SellerView add(@RequestBody JsonNode body) {
    return SellerView.of(roster.add(SellerBody.read(body)), Map.of());
  }

  /** The result of a sync with one CRM. */
  record Source(
      String origem,
      int adicionados,
      int renomeados,
      int desativados,
      int reativados,
      int inalterados) {

    static Source of(SellerSync.Result result) {
      return new Source(
          result.origin(),
          result.added(),
          result.renamed(),
          result.ended(),
          result.returned(),
          result.unchanged());
    }
  }

  /** The result of a sync. */
  record Synchronised(String mensagem, List<Source> origens) {}

  @PostMapping({"/vendedores/sincronizar", "/sincronizar/vendedores"})
  @Operation(summary = "Takes over the sellers of the CRM; areas, phones and hours set here stay")
  Synchronised synchronise() {
    List<Source> sources = sync.run().stream().map(Source::of).toList();
    return new Synchronised(
        sources.isEmpty()
            ? "Nenhum CRM com vendedores está configurado; os adicionados aqui ficam como estão."
            : "Vendedores sincronizados.",
        sources);
  }
}
