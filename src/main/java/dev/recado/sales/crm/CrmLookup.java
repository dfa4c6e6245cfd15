package dev.recado.sales.crm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds people in a CRM that the hub may not know yet. Each CRM with a search has one bean.
 *
 * <p>Each method throws {@link dev.recado.spine.flow.TryLaterException} if the CRM is unavailable
 * and {@link dev.recado.spine.flow.UnprocessableException} if it refuses.
 */
public interface CrmLookup {

  /**
   * A person in the CRM.
   *
   * @param origin the CRM, for example {@code kommo}
   * @param lead the lead's id there, or null if there is no lead
   * @param open whether that lead is open
   * @param contact the contact's id there, or null if the lead has no contact
   * @param phone international digits, or null
   * @param name the contact's name there, or null
   * @param responsible the id there of the user that a person chose for the lead, or null if nobody
   *     was chosen
   */
  record Found(
      String origin,
      @Nullable String lead,
      boolean open,
      @Nullable String contact,
      @Nullable String phone,
      @Nullable String name,
      @Nullable String responsible) {

    /** Leaves out personal data: the record's default text would show it in logs. */
    @Override
    public String toString() {
      return "Found[" + origin + "]";
    }
  }

  /**
   * Tells whether the CRM is configured. Callers must not ask an unconfigured one.
   *
   * @return true if leads belong to this CRM
   */
  boolean configured();

  /**
   * Finds a lead with its main contact.
   *
   * @param id the id as entered; an impossible id finds nothing
   */
  Optional<Found> lead(String id);

  /**
   * Finds a contact with its newest open lead.
   *
   * @param id the id as entered; an impossible id finds nothing
   */
  Optional<Found> contact(String id);

  /**
   * Finds a person by phone, with the newest open lead.
   *
   * @param phone international digits
   */
  Optional<Found> person(String phone);
}
