package dev.recado.spine.camel;

import java.util.Map;
import org.apache.camel.CamelContext;

/** Something that routes may use, put into each Camel context before its routes are loaded. */
public interface RoutePart {

  /**
   * Prepares a context.
   *
   * @param context a context without routes yet
   * @param files the files from which the routes will be built
   * @return problems by file name; empty if there are none
   */
  Map<String, String> prepare(CamelContext context, RouteFiles files);
}
