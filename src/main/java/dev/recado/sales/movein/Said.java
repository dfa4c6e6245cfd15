package dev.recado.sales.movein;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of files, because they do not say it themselves.
 *
 * @param kind what they hold, or null
 * @param origin the name of the system that they come from, or null for the usual one; ids of two
 *     systems are different things
 */
record Said(@Nullable Kind kind, @Nullable String origin) {

  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** Where the hub's own rows come from. */
  private static final Set<String> OWN =
      Set.of("manual", "whatsapp", "odoo", "chatbot", "api", "example", "custom");

  static final Said NOTHING = new Said(null, null);

  /** Whether this can be the name of another system. */
  static boolean canBeOrigin(String name) {
    return ORIGIN.matcher(name).matches() && !OWN.contains(name);
  }

  String origin(String usual) {
    return origin == null ? usual : origin;
  }
}
