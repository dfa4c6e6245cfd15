package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;

/** Carries calls to Kommo. */
interface KommoTransport {

  /**
   * Makes a call.
   *
   * @param call the call to make
   * @return the answer; a missing node if it is empty
   * @throws dev.recado.spine.flow.TryLaterException if a later attempt may succeed
   * @throws dev.recado.spine.flow.UnprocessableException if Kommo refuses
   */
  JsonNode send(KommoCall call);

  /** Whether there is a Kommo at the other end, even if it is away; a rehearsal may have none. */
  default boolean there() {
    return true;
  }
}
