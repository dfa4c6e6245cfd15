package dev.recado.sales.seller;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A seller in the API, with the field names of the former system. */
record SellerView(
    long id,
    String nome,
    @Nullable String email,
    @Nullable String telefone,
    List<String> areas,
    String tipo,
    boolean ativo,
    @JsonProperty("id_kommo") @Nullable Long idKommo,
    Map<String, List<String>> horario,
    @JsonProperty("leads_abertos") int leadsAbertos) {

  static SellerView of(Seller seller, Map<Long, Integer> open) {
    return new SellerView(
        seller.id(),
        seller.name(),
        seller.email(),
        seller.phone(),
        seller.areas(),
        kind(seller),
        seller.active(),
        idKommo(seller),
        HoursText.write(seller.hours()),
        open.getOrDefault(seller.id(), 0));
  }

  private static String kind(Seller seller) {
    if (seller.example()) {
      return "exemplo";
    }
    return real(seller) ? "real" : "customizado";
  }

  /** Whether a CRM lists the seller. */
  static boolean real(Seller seller) {
    return seller.externalId() != null;
  }

  static @Nullable Long idKommo(Seller seller) {
    String id = seller.externalId();
    return id != null && seller.origin().equals("kommo") && id.matches("\\d{1,18}")
        ? Long.valueOf(id)
        : null;
  }
}
