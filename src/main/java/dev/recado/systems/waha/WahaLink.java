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
  private final Supplier<@Nullable String> down;

  /**
   * Creates the link.
   *
   * @param server where its WAHA is
   * @param session its name there
   * @param calls the calls about the session
   * @param ids message ids made beforehand
   * @param sends watches the key for sending; other calls have a watch of their own
   * @param down why the session takes no messages, or null
   */
  WahaLink(
      WahaServer server,
      String session,
      WahaCalls calls,
      WahaMessageIds ids,
      KeyWatch sends,
      Supplier<@Nullable String> down) {
    this.server = server;
    this.session = session;
    this.calls = calls;
    this.ids = ids;
    this.sends = sends;
    this.down = down;
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

  /** While the key is refused, one message is tried from time to time. */
  @Override
  public int room(int wanted) {
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
    return Stream.<Supplier<@Nullable String>>of(ids::trouble, sends::trouble, down)
        .map(Supplier::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void whenReady(Runnable listener) {
    ids.whenReady(listener);
  }
}
