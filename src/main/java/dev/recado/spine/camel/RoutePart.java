package dev.recado.spine.camel;

import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Something that routes may use, put into each Camel context before its routes are loaded.
 *
 * <p>What beans of the hub need of the files goes into the context as a plugin; they find it by
 * {@link Routes#part}, so that a run sees one state of all files.
 */
public interface RoutePart {

  /**
   * Prepares a context.
   *
   * @param context a context without routes yet
   * @param files the files from which the routes will be built
   * @return problems by file name; empty if there are none
   */
  Map<String, String> prepare(CamelContext context, RouteFiles files);

  /**
   * Finishes what {@link #prepare} has only begun because it takes long. A running hub waits for it
   * before it lets a saved file run; a starting hub does not.
   *
   * @param context a context that this part has prepared
   * @return problems by file name; empty if there are none
   */
  default Map<String, String> settle(CamelContext context) {
    return Map.of();
  }
}
