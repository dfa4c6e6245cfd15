package dev.recado.ground.embedded;

import dev.recado.ground.process.Daemons;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Watches the free disk space of the embedded servers; below a limit the hub accepts nothing new.
 *
 * <p>A broker or a database without disk space gives up. The space below the limit is kept free for
 * the work that was accepted before.
 */
public final class DiskSpace implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** The hub accepts again at a quarter above the limit; otherwise it would switch to and fro. */
  private static final double ENOUGH = 1.25;

  /** Where the number of free bytes comes from. */
  @FunctionalInterface
  interface Source {
    long free() throws IOException;
  }

  private final Path folder;
  private final Source source;
  private final DataSize least;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("disk-space"));
  private volatile long free = Long.MAX_VALUE;
  private volatile boolean scarce;

  DiskSpace(Path folder, Source source, DataSize least) {
    this.folder = folder;
    this.source = source;
    this.least = least;
  }

  /** Starts to watch a folder. */
  static DiskSpace of(Path folder, DataSize least) {
    DiskSpace space = new DiskSpace(folder, () -> usable(folder), least);
    space.look();
    space.watch.scheduleWithFixedDelay(
        space::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return space;
  }

  private static long usable(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Looks at the free space and logs each change once. */
  void look() {
    try {
      free = source.free();
    } catch (IOException | RuntimeException e) {
      log.debug("The free space in {} is not known: {}", folder, e.getMessage());
      return;
    }
    if (!scarce && free < least.toBytes()) {
      scarce = true;
      log.warn(
          "Only {} MB are free for {}, less than {} MB: webhooks are refused until there is space",
          DataSize.ofBytes(free).toMegabytes(),
          folder,
          least.toMegabytes());
    } else if (scarce && free >= (long) (least.toBytes() * ENOUGH)) {
      scarce = false;
      log.info("There is space again for {}: webhooks are accepted", folder);
    }
  }

  /**
   * Tells whether there is too little space to accept anything new.
   *
   * @return true from the moment when the space falls below the limit until it is a quarter above
   *     it
   */
  public boolean scarce() {
    return scarce;
  }

  /**
   * Tells the free space at the last look, at most a second ago.
   *
   * @return bytes
   */
  public long freeBytes() {
    return free;
  }

  /**
   * Tells the limit.
   *
   * @return bytes ({@code recado.embedded.min-free})
   */
  public long leastBytes() {
    return least.toBytes();
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
