package dev.recado.systems.kommo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lead.
 *
 * @param id in Kommo
 * @param name what it is called
 * @param responsible the id of the user who answers for it, or null
 * @param status the id of its stage, or null
 * @param pipeline the id of its pipeline, or null
 * @param price what it is worth
 * @param deleted whether it lies in the bin
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

  /** Won and lost, in every pipeline. */
  private static final Set<String> CLOSED = Set.of("142", "143");

  /** Takes a copy. */
  public KommoLead {
    contacts = List.copyOf(contacts);
  }

  /**
   * Tells whether somebody may still buy.
   *
   * @return false where it is won, lost or deleted
   */
  public boolean open() {
    return !deleted && !closes(status);
  }

  static boolean closes(@Nullable String status) {
    return status != null && CLOSED.contains(status);
  }
}
