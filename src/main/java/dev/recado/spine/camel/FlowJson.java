package dev.recado.spine.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Writes JSON for connectors under the bean name of Spring's mapper. The mapper itself stays
 * closed, because it has methods that read files.
 */
public final class FlowJson {

  private final ObjectMapper json = new ObjectMapper().findAndRegisterModules();

  FlowJson() {}

  /**
   * Writes a value as JSON.
   *
   * @param value a text, a number, a map or a list, or null
   * @return JSON; a text with its quotes
   * @throws JsonProcessingException if the value has no JSON
   */
  public String writeValueAsString(@org.jspecify.annotations.Nullable Object value)
      throws JsonProcessingException {
    return json.writeValueAsString(value);
  }
}
