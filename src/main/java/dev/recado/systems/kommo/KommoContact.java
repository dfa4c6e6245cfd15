package dev.recado.systems.kommo;

import dev.recado.ground.phone.Phones;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact.
 *
 * @param id in Kommo
 * @param name the person's name
 * @param phones international digits, mobile ones first; texts that are no number are left out
 * @param email the first, or null
 * @param responsible the id of the responsible user, or null
 * @param leads ids of all their leads, closed ones too
 */
public record KommoContact(
    String id,
    String name,
    List<String> phones,
    @Nullable String email,
    @Nullable String responsible,
    List<String> leads) {

  /** Copies the lists. */
  public KommoContact {
    phones = List.copyOf(phones);
    leads = List.copyOf(leads);
  }

  /**
   * Gives the number to write to.
   *
   * @return international digits, or null if there is none
   */
  public @Nullable String phone() {
    return phones.isEmpty() ? null : phones.get(0);
  }

  boolean has(String phone) {
    String key = Phones.matchKey(phone);
    return phones.stream().map(Phones::matchKey).anyMatch(key::equals);
  }

  /** Leaves the person out, because the default text of a record would show it in logs. */
  @Override
  public String toString() {
    return "KommoContact[" + id + "]";
  }
}
