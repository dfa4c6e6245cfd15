package dev.recado.chat.turn;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Puts the flow for each intent into each generation of routes, beside the flows themselves. */
final class IntentTables implements RoutePart {

  private static final String FILE = "intents/flows.yaml";

  private final Routes routes;

  IntentTables(Routes routes) {
    this.routes = routes;
  }

  /** Finds the table of the calling thread's run. Files without one have that of the jar. */
  IntentTable now() {
    return routes.part(IntentTable.class).orElseGet(IntentTables::shipped);
  }

  private static IntentTable shipped() {
    try {
      return IntentTable.read(RouteFolder.shipped().text(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> prepare(CamelContext context, RouteFiles files) {
    try {
      context
          .getCamelContextExtension()
          .addContextPlugin(IntentTable.class, IntentTable.read(files.text(FILE)));
      return Map.of();
    } catch (IllegalArgumentException e) {
      return Map.of(FILE, "The file cannot be used: " + e.getMessage());
    }
  }
}
