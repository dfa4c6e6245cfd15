package dev.recado.spine.effect;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Takes the effects that flows emit. The hub is one, a dry run is another. */
public interface EffectTaker {

  /**
   * Finds the taker of one kind of effect.
   *
   * @param kind as in {@code effect:<kind>}
   * @param options the names of the options that the route gives it
   * @throws IllegalArgumentException if there is no such kind, or the kind has no such option
   */
  Kind kind(String kind, Set<String> options);

  /** Takes effects of one kind. */
  interface Kind {

    /**
     * Takes an effect.
     *
     * @param exchange the exchange of the flow that emits it
     * @param values the options, evaluated for this exchange, in the order of the route
     */
    void take(Exchange exchange, Map<String, @Nullable Object> values);

    /**
     * Is told of an effect whose {@code when} is false.
     *
     * @param exchange the exchange of the flow that does not emit it
     */
    default void skip(Exchange exchange) {}
  }
}
