package dev.recado.flow;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All kinds of effects by name. */
final class EffectKinds {

  private final Map<String, EffectKind> kinds;

  EffectKinds(Collection<EffectKind> kinds) {
    this.kinds =
        kinds.stream()
            .collect(
                Collectors.toMap(EffectKind::name, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  EffectKind named(String name) {
    EffectKind kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "There is no effect '" + name + "'; there are " + kinds.keySet());
    }
    return kind;
  }
}
