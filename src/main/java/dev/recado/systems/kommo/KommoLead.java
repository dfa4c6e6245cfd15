package dev.recado.systems.kommo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lead.
 *
 * @param id in Kommo
 * @param name its title
 * @param responsible the id of the responsible user, or null
 * @param status the id of its stage, or null
 * @param pipeline the id of its pipeline, or null
 * @param price its value
 * @param deleted whether it is in the trash
 * @param contacts ids of its contacts, the main one first
 */
public record KommoLead(
    String id,
    String name,
    @Nullable String responsible,
    @Nullable String status,
    @Nullable String pipeline,
    BigDecimal price,
    boolean deleted,
    List<String> contacts) {

  /** Won and lost; these ids are the same in every pipeline. */
  private static final Set<String> CLOSED = Set.of("142", "143");

  /** Copies the list. */
  public KommoLead {
    contacts = List.copyOf(contacts);
  }

  /**
   * Tells whether the sale is still open.
   *
   * @return false if the lead is won, lost or deleted
   */
  public boolean open() {
    return !deleted && !closes(status);
  }

  static boolean closes(@Nullable String status) {
    return status != null && CLOSED.contains(status);
  }
}
