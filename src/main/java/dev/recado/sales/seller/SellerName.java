package dev.recado.sales.seller;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A seller, as far as a caller needs to know him who asks for something else.
 *
 * @param id the hub's own
 * @param name as customers are told
 * @param kommoId his number in Kommo, or null where Kommo does not list him
 */
@Schema(name = "VendedorResumo")
public record SellerName(
    long id, @JsonProperty("nome") String name, @JsonProperty("id_kommo") @Nullable Long kommoId) {

  /**
   * Shows a seller by name.
   *
   * @param seller the seller, or null
   * @return null where there is none
   */
  public static @Nullable SellerName of(@Nullable Seller seller) {
    return seller == null
        ? null
        : new SellerName(seller.id(), seller.name(), SellerView.idKommo(seller));
  }
}
