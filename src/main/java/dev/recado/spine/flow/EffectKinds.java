package dev.recado.spine.flow;

import dev.recado.spine.effect.EffectTaker;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** All kinds of effects by name. */
final class EffectKinds {

  private final Map<String, EffectKind> kinds;

  EffectKinds(Collection<EffectKind> kinds) {
    this.kinds =
        kinds.stream()
            .collect(
                Collectors.toMap(EffectKind::name, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /** Takes effects as the hub does: checks them, and notes them for the run of the flow. */
  EffectTaker taker(Templates templates) {
    return (name, options) -> {
      EffectKind kind = named(name);
      return new EffectTaker.Kind() {
        @Override
        public void take(Exchange exchange, Map<String, @Nullable Object> values) {
          Effects effects = Effects.of(exchange);
          kind.emit(new EffectCall(exchange, values, templates), effects);
          if (effects.ended()) {
            exchange.setRouteStop(true);
          }
        }

        @Override
        public void skip(Exchange exchange) {
          Effects.of(exchange).trail().skips();
        }
      };
    };
  }

  private EffectKind named(String name) {
    EffectKind kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "There is no effect '" + name + "'; there are " + kinds.keySet());
    }
    return kind;
  }
}
