package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;

/** A way to have Kommo do something. */
interface KommoTransport {

  /**
   * Makes a call.
   *
   * @param call which one
   * @return the answer; a missing node where it is empty
   * @throws dev.recado.spine.flow.TryLaterException where time may cure it
   * @throws dev.recado.spine.flow.UnprocessableException where Kommo refuses
   */
  JsonNode send(KommoCall call);

  /** Whether there is a Kommo at the other end, be it away or not; a rehearsal may have none. */
  default boolean there() {
    return true;
  }
}
