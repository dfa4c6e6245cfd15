package dev.recado.systems.source;

import dev.recado.spine.ingress.Webhook;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The headers and parameters of a request that a source reads, under one kind of name. */
final class Request {

  private static final String HEADER = "header:";
  private static final String QUERY = "query:";

  private Request() {}

  static String header(String name) {
    return HEADER + name;
  }

  static String query(String name) {
    return QUERY + name;
  }

  /** Looks the names up in a request; those that it does not have are left out. */
  static Map<String, String> kept(Collection<String> names, Webhook webhook) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : names) {
      String value = of(webhook).apply(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** Looks one name up. */
  static Function<String, @Nullable String> of(Webhook webhook) {
    return name ->
        name.startsWith(HEADER)
            ? webhook.header().apply(name.substring(HEADER.length()))
            : webhook.query().apply(name.substring(QUERY.length()));
  }
}
