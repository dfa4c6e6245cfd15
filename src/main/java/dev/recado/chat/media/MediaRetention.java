package dev.recado.chat.media;

import dev.recado.chat.media.MediaTable.Old;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files whose time is over; their rows stay and say so. */
final class MediaRetention {

  private static final Logger log = LoggerFactory.getLogger(MediaRetention.class);
  private static final int AT_ONCE = 200;

  private final MediaTable table;
  private final MediaStores stores;
  private final Duration keep;
  private final Path folder;
  private final Clock clock;

  MediaRetention(MediaTable table, MediaStores stores, Duration keep, Path folder, Clock clock) {
    this.table = table;
    this.stores = stores;
    this.keep = keep;
    this.folder = folder;
    this.clock = clock;
  }

  /** A file goes before its row says so: otherwise a process that dies would leave it for ever. */
  void run() {
    Download.tidy(folder);
    if (keep.isZero()) {
      return;
    }
    List<Old> old;
    int deleted;
    do {
      old = table.storedBefore(clock.instant().minus(keep), AT_ONCE);
      deleted = (int) old.stream().filter(this::delete).count();
    } while (old.size() == AT_ONCE && deleted > 0);
  }

  private boolean delete(Old file) {
    try {
      stores.named(file.store()).delete(file.id());
    } catch (IOException e) {
      log.warn("An old file cannot be deleted now: {}: {}", file.id(), e.getMessage());
      return false;
    }
    table.expired(
        file.id(), "apagado depois de %d dias (RECADO_MEDIA_KEEP)".formatted(keep.toDays()));
    return true;
  }
}
