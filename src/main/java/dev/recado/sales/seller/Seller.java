package dev.recado.sales.seller;

import dev.recado.ground.phone.Phones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A seller.
 *
 * @param id the hub's own id
 * @param name the name as customers read it
 * @param email the e-mail address, or null
 * @param phone the seller's own WhatsApp number, as international digits as entered, or null
 * @param areas the seller's areas, as written in {@code routes/intents/business.yaml}
 * @param origin {@code kommo} for a seller of a CRM, {@code custom} for one added here, {@code
 *     example} for a made-up one
 * @param externalId the seller's id in the CRM, or null
 * @param active whether the seller gets leads
 * @param hours the working hours
 */
public record Seller(
    long id,
    String name,
    @Nullable String email,
    @Nullable String phone,
    List<String> areas,
    String origin,
    @Nullable String externalId,
    boolean active,
    WorkingHours hours) {

  /**
   * Tells whether the seller is made up, for a first try.
   *
   * @return false for a real seller
   */
  public boolean example() {
    return origin.equals(ExampleSellers.ORIGIN);
  }

  /** Copies the list. */
  public Seller {
    areas = List.copyOf(areas);
  }

  /**
   * Gives the seller's data for flows.
   *
   * @return {@code id}, {@code name}, {@code externalId} and {@code phone}; the last two may be
   *     null
   */
  public Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", id);
    facts.put("name", name);
    facts.put("externalId", externalId);
    facts.put("phone", phone == null ? null : Phones.unmistakable(phone));
    return facts;
  }
}
