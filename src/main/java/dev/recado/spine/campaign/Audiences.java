package dev.recado.spine.campaign;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** All sources of people, by the field of {@code audience} that names each. */
final class Audiences {

  /** A room above knows the customers; without it, there is no such audience. */
  private static final String CLIENTS = "clients";

  private final Map<String, AudienceSource> sources = new TreeMap<>();

  Audiences(Collection<AudienceSource> sources) {
    sources.forEach(source -> this.sources.put(source.name(), source));
  }

  /**
   * Finds the source of an audience.
   *
   * @throws UnusableAudienceException if it names none, or several
   */
  AudienceSource of(Map<String, Object> audience) {
    List<String> named = sources.keySet().stream().filter(audience::containsKey).toList();
    if (named.isEmpty() && audience.containsKey(CLIENTS)) {
      throw new UnusableAudienceException(
          "Este hub não tem o cadastro de clientes, e por isso não há 'audience.clients'; use sql ou csv.");
    }
    if (named.size() != 1) {
      throw new UnusableAudienceException(
          "O campo 'audience' precisa de exatamente um destes: "
              + String.join(", ", sources.keySet())
              + ".");
    }
    AudienceSource source = Objects.requireNonNull(sources.get(named.get(0)));
    TreeSet<String> more = new TreeSet<>(audience.keySet());
    more.remove(source.name());
    if (source instanceof SqlAudience) {
      more.remove(SqlAudience.PARAMETERS);
    }
    if (!more.isEmpty()) {
      throw new UnusableAudienceException(
          "O campo 'audience' não tem '%s' com '%s'.".formatted(more.first(), source.name()));
    }
    return source;
  }
}
