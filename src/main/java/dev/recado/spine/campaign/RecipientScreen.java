package dev.recado.spine.campaign;

import java.util.Collection;
import java.util.Map;

/**
 * Knows people whom no campaign may write to, for example blocked customers. Each screen is a bean
 * of a room above this one; opt-outs are known here already.
 */
public interface RecipientScreen {

  /**
   * Finds those whom nothing may be sent.
   *
   * @param conversations up to a thousand keys, as {@code Contacts.conversation} makes them
   * @return by key why, in Portuguese with a code before it: {@code BLOCKED: o cliente está
   *     bloqueado}
   */
  Map<String, String> refused(Collection<String> conversations);
}
