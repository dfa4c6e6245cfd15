package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;

/** A way to have Odoo do something. */
interface OdooProtocol {

  /**
   * Has a method called.
   *
   * @param call which one
   * @return what it returned; a missing node where that is nothing
   * @throws dev.recado.spine.flow.TryLaterException where time may cure it
   * @throws dev.recado.spine.flow.UnprocessableException where Odoo refuses
   */
  JsonNode execute(OdooCall call);
}
