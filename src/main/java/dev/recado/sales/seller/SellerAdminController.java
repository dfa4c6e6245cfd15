package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.seller.Roster.Details;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A single seller: areas, working hours, contact data, and whether the seller gets leads. */
@RestController
@RequestMapping("/api/sellers/{id}")
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class SellerAdminController {

  private final Sellers sellers;
  private final Roster roster;

  SellerAdminController(Sellers sellers, Roster roster) {
    this.sellers = sellers;
    this.roster = roster;
  }

  @GetMapping
  @Operation(summary = "Shows a seller")
  SellerView show(@PathVariable long id) {
    return view(find(id));
  }

  @PutMapping
  @Operation(summary = "Changes the named fields of a seller; the others stay")
  SellerView change(@PathVariable long id, @RequestBody JsonNode body) {
    return view(change(id, SellerBody.read(body, find(id))));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Gives a seller no more leads; the records keep the earlier ones")
  void deactivate(@PathVariable long id) {
    Seller seller = find(id);
    change(
        id,
        new Details(
            seller.name(), seller.email(), seller.phone(), seller.areas(), seller.hours(), false));
  }

  private Seller change(long id, Details details) {
    return roster.change(id, details).orElseThrow(() -> nobody(id));
  }

  private Seller find(long id) {
    return sellers.byId(id).orElseThrow(() -> nobody(id));
  }

  private static Refusal nobody(long id) {
    return Refusal.missing("Não há vendedor com o id " + id + ".");
  }

  private SellerView view(Seller seller) {
    return SellerView.of(seller, roster.openLeads());
  }
}
