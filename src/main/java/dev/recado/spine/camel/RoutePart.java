package dev.recado.spine.camel;

import java.util.Map;
import org.apache.camel.CamelContext;

/** Something that routes may use, put into each Camel context before its routes are loaded. */
public interface RoutePart {

  /**
   * Prepares a context.
   *
   * @param context in which no route is yet
   * @param files what the routes will be built of
   * @return what is wrong with which files, by their names; empty where all is well
   */
  Map<String, String> prepare(CamelContext context, RouteFiles files);
}
