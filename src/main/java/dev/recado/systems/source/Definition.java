package dev.recado.systems.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source as its file declares it.
 *
 * @param name as it stands in the path
 * @param description for people
 * @param proof how the sender proves itself
 * @param challenge the sender's question, or null
 * @param status of the answer, as written: a number, or a placeholder of a setting
 * @param answer the body of the answer, or null for the event's id
 * @param origins of the sites whose pages may post; each may be a placeholder
 * @param format of the body
 * @param kind the type of its events
 * @param identity what makes an event the same event
 * @param split the list of which each item is an event, or null
 * @param headers the headers that events get as fields, by the names of the fields
 */
record Definition(
    String name,
    String description,
    Proof proof,
    @Nullable Challenge challenge,
    String status,
    @Nullable String answer,
    List<String> origins,
    SourceBody.Format format,
    EventKind kind,
    Identity identity,
    @Nullable Split split,
    Map<String, Place> headers) {

  /** The setting that holds the secret. */
  String secret() {
    return SourceFile.secret(name);
  }

  /** The setting that holds the token of the {@link Challenge}. */
  String verifyToken() {
    return "recado.sources." + name + ".verify-token";
  }

  /** The path that the sender posts to, without the secret. */
  String path() {
    return "/webhooks/" + name + (proof instanceof Proof.Token ? "/{token}" : "");
  }

  /** Whether each webhook is one event of one type with the fields of its JSON. */
  boolean plain() {
    boolean json = format == SourceBody.Format.ANY || format == SourceBody.Format.JSON;
    return json && split == null && kind.fixed() != null;
  }

  /** The headers and parameters that events need, see {@link Request}. */
  Set<String> kept() {
    Set<String> kept = new TreeSet<>();
    Stream.of(
            identity.key().stream(),
            Stream.ofNullable(identity.subject()),
            Stream.ofNullable(kind.from()),
            headers.values().stream())
        .flatMap(places -> places)
        .map(Place::kept)
        .flatMap(Stream::ofNullable)
        .forEach(kept::add);
    return kept;
  }
}
