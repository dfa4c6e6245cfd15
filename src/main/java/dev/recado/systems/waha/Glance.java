package dev.recado.systems.waha;

import dev.recado.systems.engine.Scalars;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a webhook, read while its bytes are parsed, because the ingress builds no tree. */
final class Glance implements Fields {

  private static final Set<String> OF_A_MESSAGE =
      Set.of(
          MESSAGE_ID,
          MESSAGE_ID_OF_WEBJS,
          FROM,
          TO,
          FROM_ME,
          ALTERNATIVE,
          ALTERNATIVE_SENDER,
          ALTERNATIVE_RECIPIENT);

  private static final Set<String> WANTED =
      Stream.concat(
              Stream.of(EVENT, ID, SESSION, ACK, PARTICIPANT, STUB, TYPE),
              Stream.of(PAYLOAD, AFTER, BEFORE)
                  .flatMap(
                      place ->
                          OF_A_MESSAGE.stream()
                              .map(path -> place + path.substring(PAYLOAD.length()))))
          .collect(Collectors.toUnmodifiableSet());

  private static final Scalars SCALARS = new Scalars(WANTED);

  private final Map<String, String> found;

  private Glance(Map<String, String> found) {
    this.found = found;
  }

  /** Reads a body; a body that cannot be parsed to its end has no fields. */
  static Glance at(byte[] body) {
    return new Glance(SCALARS.of(body));
  }

  @Override
  public @Nullable String get(String path) {
    return found.get(path);
  }
}
