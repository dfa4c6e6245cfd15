package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;

/** A way to call Odoo. */
interface OdooProtocol {

  /**
   * Calls a method.
   *
   * @param call the call to make
   * @return the result; a missing node if the method returned nothing
   * @throws dev.recado.spine.flow.TryLaterException if a later attempt may succeed
   * @throws dev.recado.spine.flow.UnprocessableException if Odoo refuses
   */
  JsonNode execute(OdooCall call);
}
