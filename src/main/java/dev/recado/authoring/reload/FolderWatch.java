package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the folder has changed, and reads it once it keeps still.
 *
 * <p>It looks instead of being told: a ConfigMap is changed by exchanging a link that no watch of
 * the file system follows, and mounted file systems tell nothing at all.
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

  /** One look. Editors write in two steps: what is not the same as at the last look is not read. */
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
        log.warn("The routes folder cannot be read just now: {}", e.toString());
      }
      unreadable = true;
      seen = null;
    } catch (RuntimeException | StackOverflowError e) {
      // The schedule would end with it, and no save would be seen any more.
      log.error("A change of the routes folder could not be taken in", e);
    }
  }
}
