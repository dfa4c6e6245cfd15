package dev.recado.systems.waha;

import dev.recado.spine.outbox.Channel;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** WhatsApp through WAHA, or through the simulator with WAHA's API. */
final class WahaChannel implements Channel {

  private final WahaSettings settings;
  private final WahaMessageIds ids;
  private final WahaSessions sessions;
  private final KeyWatch sends;

  WahaChannel(WahaSettings settings, WahaMessageIds ids, WahaSessions sessions, KeyWatch sends) {
    this.settings = settings;
    this.ids = ids;
    this.sessions = sessions;
    this.sends = sends;
  }

  @Override
  public String connector() {
    return "waha";
  }

  @Override
  public boolean simulated() {
    return settings.simulated();
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
    return Stream.<Supplier<@Nullable String>>of(ids::trouble, sends::trouble, sessions::trouble)
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
