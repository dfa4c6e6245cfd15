package dev.recado.spine.simple;

import java.time.ZoneId;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleExpressionParser;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.language.simple.SimplePredicateParser;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.language.simple.types.SimpleParserException;
import org.apache.camel.spi.Language;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;

/**
 * Camel's language Simple with the {@link Functions} of the hub, with exact comparisons of numbers,
 * and with paths whose missing parts are null.
 *
 * <p>A service file under Camel's own name would hide the description of Camel's functions, so a
 * context gets this language by {@link #into}.
 */
public class HubSimple extends SimpleLanguage {

  /** The global option of a Camel context that names the zone for dates and times. */
  public static final String ZONE = "recado.zone";

  private static final String BRAZIL = "America/Sao_Paulo";

  /** Texts of files; a nested expression is read again for each event. */
  private static final int MOST = 1000;

  private final Map<String, Expression> expressions = LRUCacheFactory.newLRUCache(MOST);
  private final Map<String, Predicate> predicates = LRUCacheFactory.newLRUCache(MOST);

  /**
   * Makes a context use this language for {@code simple}, unless it has resolved Camel's before.
   *
   * @param context whose registry gets it
   */
  public static void into(CamelContext context) {
    context.getRegistry().bind("simple-language", Language.class, new HubSimple());
  }

  /**
   * The zone of a context.
   *
   * @param context with or without the option {@link #ZONE}
   * @return the zone of Brazil's capital if the context names none
   */
  public static ZoneId zone(CamelContext context) {
    String zone = context.getGlobalOption(ZONE);
    return ZoneId.of(zone == null ? BRAZIL : zone);
  }

  @Override
  public Predicate createPredicate(String expression) {
    Predicate known = predicates.get(expression);
    if (known != null) {
      return known;
    }
    Places places = places(expression, true);
    if (places == null) {
      return super.createPredicate(expression);
    }
    Predicate read =
        new SimplePredicateParser(getCamelContext(), places.text(), true, places.known())
            .parsePredicate();
    predicates.put(expression, read);
    return read;
  }

  @Override
  public Expression createExpression(String expression) {
    Expression known = expressions.get(expression);
    if (known != null) {
      return known;
    }
    Places places = places(expression, false);
    if (places == null) {
      return super.createExpression(expression);
    }
    Expression read =
        new SimpleExpressionParser(getCamelContext(), places.text(), true, places.known())
            .parseExpression();
    expressions.put(expression, read);
    return read;
  }

  /** Null if there is nothing of the hub in the text. */
  private @Nullable Places places(String text, boolean predicate) {
    if (!text.contains("{") || text.strip().startsWith("resource:")) {
      return null;
    }
    try {
      Places places =
          Places.in(
              text,
              predicate,
              this::createExpression,
              super::createExpression,
              zone(getCamelContext()));
      return places.any() ? places : null;
    } catch (SimpleParserException e) {
      throw new SimpleIllegalSyntaxException(text, e.getIndex(), e.getMessage(), e);
    }
  }
}
