package dev.recado.sales.seller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sells.
 *
 * @param id the hub's own
 * @param name as customers are told
 * @param email or null
 * @param phone his own WhatsApp, international digits as they were given, or null
 * @param areas what he sells, as written in {@code routes/intents/business.yaml}
 * @param origin {@code kommo} where a CRM lists him, {@code custom} where he was added here, {@code
 *     example} where he is made up
 * @param externalId his id in the CRM that lists him, or null
 * @param active whether he is given leads
 * @param hours when he works
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
   * Tells whether he is made up, for a first try.
   *
   * @return false for whoever is real
   */
  public boolean example() {
    return origin.equals(ExampleSellers.ORIGIN);
  }

  /** Takes a copy. */
  public Seller {
    areas = List.copyOf(areas);
  }

  /**
   * Tells flows who he is.
   *
   * @return {@code id}, {@code name}, {@code externalId} and {@code phone}, the last two maybe null
   */
  public Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", id);
    facts.put("name", name);
    facts.put("externalId", externalId);
    facts.put("phone", phone);
    return facts;
  }
}
