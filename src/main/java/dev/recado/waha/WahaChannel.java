package dev.recado.waha;

import dev.recado.outbox.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WhatsApp through WAHA, or through the simulator that speaks like it. */
final class WahaChannel implements Channel {

  private final WahaSettings settings;
  private final WahaMessageIds ids;
  private final WahaSessions sessions;

  WahaChannel(WahaSettings settings, WahaMessageIds ids, WahaSessions sessions) {
    this.settings = settings;
    this.ids = ids;
    this.sessions = sessions;
  }

  @Override
  public String connector() {
    return "waha";
  }

  @Override
  public boolean simulated() {
    return settings.simulated();
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
    String away = ids.trouble();
    return away == null ? sessions.trouble() : away;
  }

  @Override
  public void whenReady(Runnable listener) {
    ids.whenReady(listener);
  }
}
