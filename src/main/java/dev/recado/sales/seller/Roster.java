package dev.recado.sales.seller;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators change of the sellers. */
public interface Roster {

  /**
   * Somebody as an operator wants him.
   *
   * @param name as customers are told; of whom a CRM lists only the CRM's own
   * @param email or null; as with the name
   * @param phone his own WhatsApp in any form, or null
   * @param areas what he sells, whatever the case and accents; empty: the fallback area
   * @param hours when he works
   * @param active whether he is given leads; null: as it was, and at first yes, but for whom the
   *     CRM lists and counts as nobody
   */
  record Details(
      String name,
      @Nullable String email,
      @Nullable String phone,
      List<String> areas,
      WorkingHours hours,
      @Nullable Boolean active) {

    /** Takes a copy. */
    public Details {
      areas = List.copyOf(areas);
    }
  }

  /**
   * Adds a seller that no CRM lists.
   *
   * @param details what he is
   * @throws SellerRefusedException where an area does not exist, the phone is none or another's
   */
  Seller add(Details details);

  /**
   * Changes a seller; his conversations stay his while he is active.
   *
   * @param id the hub's own
   * @param details what he is from now on
   * @return empty where there is none
   * @throws SellerRefusedException as {@link #add}, and where a CRM has the say
   */
  Optional<Seller> change(long id, Details details);

  /**
   * Counts the leads that each seller has open.
   *
   * @return by the sellers' ids; who has none is not in it
   */
  Map<Long, Integer> openLeads();
}
