package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An integration engineer in a hurry: saves at a steady beat, and one in three saves is a mistake.
 *
 * <p>A good save writes flow and template of one version together. A mistake is only in the flow,
 * with a version that must never appear in a message. In the second half the folders are
 * ConfigMaps.
 */
final class Saves {

  /** Ways to save a good version. */
  private enum Good {
    IN_PLACE,
    BESIDE,
    RENAMED_IDS,
    WITH_KAMELET,
    RECREATED,
    WITH_CONNECTOR
  }

  /** Kinds of mistakes; half-written is one only for a moment. */
  private enum Mistake {
    CUT(false),
    UNKNOWN_DIRECT(true),
    UNKNOWN_KAMELET(false),
    HALF_WRITTEN(false),
    FAILING_TEST(true),
    UNKNOWN_OPTION(false),
    EMPTY(false);

    private final boolean needsChecks;

    Mistake(boolean needsChecks) {
      this.needsChecks = needsChecks;
    }
  }

  /** The version with which the hub starts. */
  static final int FIRST = 1;

  private static final int ONE_IN = 3;
  private static final Duration HALF_WRITTEN = Duration.ofMillis(400);

  /** Shorter than two looks of the hub's watch, so the hub never sees the file as removed. */
  private static final Duration GONE = Duration.ofMillis(100);

  private final RoutesCopy routes;
  private final RouteTexts texts;
  private final Versions versions;
  private final SwapOptions options;
  private final List<Mistake> mistakes;
  private int version = FIRST;
  private int template = FIRST;
  private int kamelet = FIRST;
  private int goods;
  private int wrongs;
  private boolean configMap;

  Saves(RoutesCopy routes, RouteTexts texts, Versions versions, SwapOptions options) {
    this.routes = routes;
    this.texts = texts;
    this.versions = versions;
    this.options = options;
    this.mistakes =
        List.of(Mistake.values()).stream()
            .filter(mistake -> options.checked() || !mistake.needsChecks)
            .toList();
  }

  /** Writes the files with which the hub starts. */
  void first() throws IOException {
    versions.saving(FIRST, true, FIRST, FIRST);
    routes.write(RouteTexts.KAMELET, texts.kamelet(FIRST));
    routes.write(RouteTexts.TEMPLATE, texts.template(FIRST));
    routes.write(RouteTexts.FLOW, texts.flow(FIRST));
    routes.deleteTests();
    for (Map.Entry<String, String> test : RouteTexts.tests().entrySet()) {
      routes.write(test.getKey(), test.getValue());
    }
    versions.saved(FIRST);
  }

  /** Saves until the window is over; the last save is a good one. */
  Thread start(long from) {
    Thread thread = new Thread(() -> run(from), "saves");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(Saves::giveUp);
    thread.start();
    return thread;
  }

  private static void giveUp(Thread thread, Throwable failure) {
    failure.printStackTrace();
    System.exit(2);
  }

  private void run(long from) {
    try {
      for (int i = 0; i < options.saves(); i++) {
        sleepUntil(from + i * options.every().toNanos());
        if (!configMap && i >= options.saves() / 2) {
          routes.becomeConfigMap();
          configMap = true;
        }
        version++;
        if (i % ONE_IN == 1 && i < options.saves() - 1) {
          mistake(mistakes.get(wrongs++ % mistakes.size()));
        } else {
          good(Good.values()[goods++ % Good.values().length]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void good(Good how) throws IOException {
    if (how == Good.WITH_KAMELET) {
      kamelet = version;
    }
    template = version;
    versions.saving(version, true, template, kamelet);
    Map<String, String> changed = new LinkedHashMap<>();
    if (how == Good.WITH_KAMELET) {
      changed.put(RouteTexts.KAMELET, texts.kamelet(version));
    }
    if (how == Good.WITH_CONNECTOR) {
      changed.put(RouteTexts.CONNECTOR, texts.connector(version));
    }
    changed.put(RouteTexts.TEMPLATE, texts.template(version));
    changed.put(
        RouteTexts.FLOW, how == Good.RENAMED_IDS ? texts.renamed(version) : texts.flow(version));
    if (configMap) {
      routes.flip(changed);
    } else {
      save(changed, how);
    }
    versions.saved(version);
  }

  private void save(Map<String, String> changed, Good how) throws IOException {
    if (how == Good.RECREATED) {
      routes.delete(RouteTexts.FLOW);
      sleepUntil(System.nanoTime() + GONE.toNanos());
    }
    for (Map.Entry<String, String> file : changed.entrySet()) {
      if (how == Good.BESIDE) {
        routes.replace(file.getKey(), file.getValue());
      } else {
        routes.write(file.getKey(), file.getValue());
      }
    }
  }

  private void mistake(Mistake mistake) throws IOException {
    versions.saving(version, false, template, kamelet);
    String text = text(mistake);
    if (configMap) {
      routes.flip(Map.of(RouteTexts.FLOW, text));
    } else {
      routes.write(RouteTexts.FLOW, text);
    }
    versions.saved(version);
    if (mistake == Mistake.HALF_WRITTEN && !configMap) {
      sleepUntil(System.nanoTime() + HALF_WRITTEN.toNanos());
      version++;
      good(Good.IN_PLACE);
    }
  }

  private String text(Mistake mistake) {
    return switch (mistake) {
      case CUT -> texts.cut(version);
      case UNKNOWN_DIRECT -> texts.unknownDirect(version);
      case UNKNOWN_KAMELET -> texts.unknownKamelet(version);
      // Half of a flow may be a valid flow: without lint nobody would notice.
      case HALF_WRITTEN -> options.checked() ? texts.half(version) : texts.cut(version);
      case FAILING_TEST -> texts.failingTest(version);
      case UNKNOWN_OPTION -> texts.unknownOption(version);
      case EMPTY -> "";
    };
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
  }
}
