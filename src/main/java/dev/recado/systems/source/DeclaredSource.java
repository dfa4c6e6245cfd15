package dev.recado.systems.source;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.ingress.Window;
import dev.recado.spine.intake.EventReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A source that a file declares: its front door and the reader of its events. */
final class DeclaredSource implements WebhookSource, EventReader {

  /** In characters; no question of a sender is longer. */
  private static final int LONGEST_ECHO = 500;

  private final Definition source;
  private final Setup setup;
  private final SourceEvents events;

  /**
   * What the settings add to a file.
   *
   * @param secret of the sender
   * @param verifyToken of its {@link Challenge}, or null if it has none
   * @param status of the answer, 200 to 204
   * @param answer the body of the answer, or null for the event's id
   * @param origins of the sites whose pages may post
   */
  record Setup(
      String secret,
      @Nullable String verifyToken,
      int status,
      @Nullable String answer,
      List<String> origins) {

    /** Leaves everything out: two of the values are secrets. */
    @Override
    public String toString() {
      return "Setup[]";
    }
  }

  DeclaredSource(Definition source, Setup setup, SourceEvents events) {
    this.source = source;
    this.setup = setup;
    this.events = events;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String source() {
    return source.name();
  }

  @Override
  public String path() {
    return source.path();
  }

  @Override
  public int accepted() {
    return setup.status();
  }

  @Override
  public @Nullable Thanks thanks() {
    if (setup.answer() == null && setup.status() != 204) {
      return null;
    }
    String body = setup.answer() == null ? "" : setup.answer();
    return new Thanks(setup.status(), contentType(body.strip()), body);
  }

  private static String contentType(String body) {
    if (body.startsWith("{") || body.startsWith("[")) {
      return "application/json";
    }
    return body.startsWith("<") ? "application/xml" : "text/plain;charset=UTF-8";
  }

  @Override
  public boolean allowsOrigin(String origin) {
    return setup.origins().contains("*")
        || setup.origins().stream().anyMatch(origin::equalsIgnoreCase);
  }

  @Override
  public boolean mayTrust(@Nullable String token) {
    return source.proof().mayTrust(token, setup.secret());
  }

  @Override
  public boolean trusts(Webhook webhook) {
    return source.proof().trusts(webhook, setup.secret());
  }

  @Override
  public boolean challenges() {
    return source.challenge() != null;
  }

  @Override
  public @Nullable String challenge(
      @Nullable String token, Function<String, @Nullable String> query) {
    Challenge challenge = source.challenge();
    if (challenge == null || !known(challenge, token, query)) {
      return null;
    }
    String echo = challenge.echo() == null ? "ok" : query.apply(challenge.echo());
    return echo == null || echo.length() > LONGEST_ECHO ? null : echo;
  }

  private boolean known(
      Challenge challenge, @Nullable String token, Function<String, @Nullable String> query) {
    return challenge.token() == null || setup.verifyToken() == null
        ? source.proof().mayTrust(token, setup.secret())
        : TokenCheck.same(query.apply(challenge.token()), setup.verifyToken());
  }

  @Override
  public Map<String, String> kept(Webhook webhook) {
    return Request.kept(source.kept(), webhook);
  }

  @Override
  public Identity identify(Webhook webhook) {
    try {
      SourceEvents.One first = events.first(webhook, kept(webhook));
      return new Identity(first.key(), first.subject());
    } catch (RuntimeException | StackOverflowError unreadable) {
      // The webhook is kept, and its reader tells and logs what is wrong with it.
      return new Identity("unreadable:" + StableId.hash(webhook.body()), name() + ":unreadable");
    }
  }

  @Override
  public List<Event> read(InboundRecord record) {
    return events.of(record);
  }

  /** A webhook of one event has the key of its record, and is not read again for it. */
  @Override
  public List<Window.Twin> twins(InboundRecord record) {
    if (source.split() == null) {
      return Window.twin(name(), record.key()).stream().toList();
    }
    try {
      return all(record).stream()
          .map(one -> Window.twin(name(), one.key()))
          .flatMap(Optional::stream)
          .toList();
    } catch (RuntimeException | StackOverflowError unreadable) {
      return List.of();
    }
  }

  private List<SourceEvents.One> all(InboundRecord record) {
    return events.in(
        record.contentType(), record.body(), record.kept(), record.receivedAt(), SourceEvents.MOST);
  }
}
