package dev.recado.spine.effect;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;
import org.jspecify.annotations.Nullable;

/**
 * Puts settings and the parameters of Kamelets in the place of {@code {{name}}}, character by
 * character.
 *
 * <p>In a URI that {@link LiteralParameters} has written, the values are written as {@link
 * LiteralText} too, and the endpoint reads them. Everywhere else in a Kamelet, such as in {@code
 * constant: "{{query}}"}, they are read here.
 *
 * <p>A setting is a value: double braces in it are no further names, as they would be for Camel.
 * Only the default of a Kamelet's property may name another property.
 */
final class LiteralPlaceholders extends DefaultPropertiesParser {

  private LiteralPlaceholders(PropertiesComponent placeholders) {
    super(placeholders);
  }

  /** Replaces Camel's own reading of placeholders in a context. */
  static void putInto(CamelContext context) {
    if (context.getPropertiesComponent() instanceof PropertiesComponent placeholders) {
      placeholders.setPropertiesParser(new LiteralPlaceholders(placeholders));
    }
  }

  @Override
  public @Nullable String parseUri(
      String text,
      PropertiesLookup values,
      boolean defaults,
      boolean keepUnresolvedOptional,
      boolean nested) {
    if (LiteralText.isIn(text)) {
      return super.parseUri(text, values, defaults, keepUnresolvedOptional, nested);
    }
    String answer =
        super.parseUri(
            LiteralText.bracketsOf(text), values, defaults, keepUnresolvedOptional, nested);
    if (answer == null) {
      return null;
    }
    // The author's own: with it Camel takes double braces for text. Those in values are written.
    String braces = answer.replaceAll("\\\\(?=\\{\\{|}})", "");
    return backslashesKept(LiteralTree.asText(braces));
  }

  @Override
  public @Nullable String parseProperty(
      String key, @Nullable String value, PropertiesLookup values) {
    if (value == null) {
      return null;
    }
    Properties ofKamelet = getPropertiesComponent().getLocalProperties();
    if (ofKamelet == null || ofKamelet.get(key) == null) {
      return LiteralText.of(value);
    }
    return LiteralText.isIn(value) ? value : LiteralText.withPlaceholders(value);
  }

  /**
   * Camel takes a backslash before double braces away, and one among the last two characters. Where
   * it would take one, it gets another.
   */
  private static String backslashesKept(String text) {
    String kept = text.replaceAll("\\\\(?=\\{\\{|}})", "\\\\\\\\");
    int last = kept.length() - 1;
    if (last >= 0 && kept.charAt(last) == '\\') {
      return kept + '\\';
    }
    return last >= 1 && kept.charAt(last - 1) == '\\'
        ? kept.substring(0, last) + '\\' + kept.charAt(last)
        : kept;
  }
}
