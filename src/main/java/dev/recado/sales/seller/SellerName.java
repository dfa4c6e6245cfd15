package dev.recado.sales.seller;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A seller in short form, for answers about other things.
 *
 * @param id the hub's own id
 * @param name the name as customers read it
 * @param kommoId the id in Kommo, or null if Kommo does not list the seller
 */
@Schema(name = "VendedorResumo")
public record SellerName(
    long id, @JsonProperty("nome") String name, @JsonProperty("id_kommo") @Nullable Long kommoId) {

  /**
   * Shows a seller by name.
   *
   * @param seller the seller, or null
   * @return null without a seller
   */
  public static @Nullable SellerName of(@Nullable Seller seller) {
    return seller == null
        ? null
        : new SellerName(seller.id(), seller.name(), SellerView.idKommo(seller));
  }
}
