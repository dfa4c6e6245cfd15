package dev.recado.spine.effect;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Who takes what flows emit: the hub, or a dry run. */
public interface EffectTaker {

  /**
   * Finds who takes one kind of effect.
   *
   * @param kind as in {@code effect:<kind>}
   * @param options the names of the options that the route gives it
   * @throws IllegalArgumentException where there is no such kind, or it has no such option
   */
  Kind kind(String kind, Set<String> options);

  /** Takes effects of one kind. */
  interface Kind {

    /**
     * Takes an effect.
     *
     * @param exchange of the flow that emits it
     * @param values the options, evaluated for this exchange, in the order of the route
     */
    void take(Exchange exchange, Map<String, @Nullable Object> values);
  }
}
