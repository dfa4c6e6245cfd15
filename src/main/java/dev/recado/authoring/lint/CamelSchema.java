package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Camel's YAML schema, with additions that Camel reads but its schema does not name. */
public final class CamelSchema {

  private CamelSchema() {}

  /**
   * Reads the schema from the jar of Camel's YAML DSL.
   *
   * @return a new copy
   */
  public static ObjectNode read() {
    try (InputStream in = CamelSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(in);
      ((ObjectNode)
              schema.at(
                  "/items/definitions/org.apache.camel.model.CircuitBreakerDefinition/properties"))
          .putObject("inheritErrorHandler")
          .put("type", "boolean")
          .put("title", "Inherit Error Handler")
          .put("description", "Whether what the breaker throws reaches the route's error handler.");
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
