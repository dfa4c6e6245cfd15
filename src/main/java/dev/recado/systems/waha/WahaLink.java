package dev.recado.systems.waha;

import dev.recado.spine.channel.Link;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One WAHA session as dispatch sees it. */
final class WahaLink implements Link {

  private final WahaServer server;
  private final String session;
  private final WahaCalls calls;
  private final WahaMessageIds ids;
  private final KeyWatch sends;
  private final Watched watched;

  /**
   * Creates the link.
   *
   * @param server where its WAHA is
   * @param session its name there
   * @param calls the calls about the session
   * @param ids message ids made beforehand
   * @param sends watches the key for sending; other calls have a watch of their own
   * @param watched what is known of the session
   */
  WahaLink(
      WahaServer server,
      String session,
      WahaCalls calls,
      WahaMessageIds ids,
      KeyWatch sends,
      Watched watched) {
    this.server = server;
    this.session = session;
    this.calls = calls;
    this.ids = ids;
    this.sends = sends;
    this.watched = watched;
  }

  WahaServer server() {
    return server;
  }

  String session() {
    return session;
  }

  WahaCalls calls() {
    return calls;
  }

  KeyWatch sends() {
    return sends;
  }

  /** Notes that WAHA refused a message because of the session. */
  void refused(String status) {
    watched.refused(status);
  }

  /**
   * While the key is refused, one message is tried from time to time; while the session is down,
   * only if nobody else would notice its return.
   */
  @Override
  public int room(int wanted) {
    if (wanted > 0 && watched.trouble() != null) {
      return watched.mayTry() ? 1 : 0;
    }
    return sends.refused() && wanted > 0 ? sends.mayAsk() ? 1 : 0 : wanted;
  }

  @Override
  public MessageIds messageIds(int count) {
    return ids.take(count);
  }

  @Override
  public void giveBack(List<String> unused) {
    unused.forEach(ids::add);
  }

  @Override
  public @Nullable String trouble() {
    return Stream.<Supplier<@Nullable String>>of(sends::trouble, watched::trouble, ids::trouble)
        .map(Supplier::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void whenReady(Runnable listener) {
    ids.whenReady(listener);
    watched.whenBack(listener);
  }

  @Override
  public void close() {
    watched.close();
  }
}
