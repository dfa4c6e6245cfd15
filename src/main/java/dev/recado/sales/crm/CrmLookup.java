package dev.recado.sales.crm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds people in a CRM of whom the hub may not have heard yet; one bean for each CRM that can be
 * asked. Each method throws {@link dev.recado.spine.flow.TryLaterException} where the CRM is away
 * and {@link dev.recado.spine.flow.UnprocessableException} where it refuses.
 */
public interface CrmLookup {

  /**
   * Somebody whom the CRM knows.
   *
   * @param origin which CRM, for example {@code kommo}
   * @param lead the id of the lead there, or null where there is none
   * @param open whether that lead is open
   * @param contact the id of the contact there, or null where the lead has none
   * @param phone international digits, or null
   * @param name how the contact is called there, or null
   * @param responsible the id there of the user whom a person has chosen to answer for the lead, or
   *     null where nobody was chosen
   */
  record Found(
      String origin,
      @Nullable String lead,
      boolean open,
      @Nullable String contact,
      @Nullable String phone,
      @Nullable String name,
      @Nullable String responsible) {

    /** Without the person: a record's own text would show it in logs. */
    @Override
    public String toString() {
      return "Found[" + origin + "]";
    }
  }

  /**
   * Tells whether the CRM is configured; else it is not to be asked.
   *
   * @return true where leads belong to it
   */
  boolean configured();

  /**
   * Finds a lead with its main contact.
   *
   * @param id as somebody wrote it; what no id can be is not found
   */
  Optional<Found> lead(String id);

  /**
   * Finds a contact with the newest of its open leads.
   *
   * @param id as somebody wrote it; what no id can be is not found
   */
  Optional<Found> contact(String id);

  /**
   * Finds somebody by phone, with the newest open lead.
   *
   * @param phone international digits
   */
  Optional<Found> person(String phone);
}
