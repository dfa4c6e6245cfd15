package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the folder for changes and reads it once it is stable.
 *
 * <p>Notifications would not be enough: Kubernetes changes a ConfigMap by replacing a link that no
 * file watch follows, and mounted file systems send none.
 */
final class FolderWatch {

  private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

  private final RouteFolder folder;
  private final Consumer<RouteFiles> taker;
  private @Nullable Object taken;
  private @Nullable Object seen;
  private boolean unreadable;

  FolderWatch(RouteFolder folder, Consumer<RouteFiles> taker) {
    this.folder = folder;
    this.taker = taker;
  }

  /**
   * Polls once. Editors write in two steps, so a file that has changed since the last poll is not
   * read yet.
   */
  void look() {
    try {
      Object now = folder.stamp();
      boolean still = now.equals(seen);
      seen = now;
      if (still && !now.equals(taken)) {
        RouteFiles files = folder.read();
        if (now.equals(folder.stamp())) {
          taken = now;
          taker.accept(files);
        }
      }
      unreadable = false;
    } catch (IOException e) {
      if (!unreadable) {
        log.warn("Cannot read the routes folder just now: {}", e.toString());
      }
      unreadable = true;
      seen = null;
    } catch (RuntimeException | StackOverflowError e) {
      // An exception would end the schedule, and no later save would be noticed.
      log.error("Could not load a change of the routes folder", e);
    }
  }
}
