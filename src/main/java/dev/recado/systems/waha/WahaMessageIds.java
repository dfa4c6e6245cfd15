package dev.recado.systems.waha;

import dev.recado.spine.channel.Link.MessageIds;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small stock of message ids that WAHA made beforehand, filled in the background.
 *
 * <p>The engines NOWEB and GOWS accept such an id with a message
 * (docs/contracts.md#waha-message-ids-made-beforehand); the hub stores it before it sends the
 * message. WEBJS and WPP accept none. An older WAHA does not have the call.
 */
final class WahaMessageIds {

  private static final Logger log = LoggerFactory.getLogger(WahaMessageIds.class);
  static final Set<String> ENGINES = Set.of("NOWEB", "GOWS");

  /** The size of the stock follows the demand between these bounds. */
  private static final int LEAST = 16;

  private static final int MOST = 512;
  private static final Duration ENGINE_KNOWN_FOR = Duration.ofMinutes(5);
  private static final Duration NOT_OFFERED_PAUSE = Duration.ofSeconds(15);
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(2);

  private final WahaCalls waha;
  private final Executor fetchers;
  private final int width;
  private final Clock clock;
  private final Queue<String> stock = new ConcurrentLinkedQueue<>();
  private final AtomicInteger stocked = new AtomicInteger();
  private final AtomicInteger fetching = new AtomicInteger();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile int level = LEAST;
  private volatile boolean supported = true;
  private volatile boolean proved;
  private volatile Instant askEngineAt = Instant.MIN;
  private volatile Instant restUntil = Instant.MIN;
  private volatile @Nullable String trouble;

  WahaMessageIds(WahaCalls waha, Executor fetchers, int width, Clock clock) {
    this.waha = waha;
    this.fetchers = fetchers;
    this.width = width;
    this.clock = clock;
  }

  void whenReady(Runnable listener) {
    listeners.add(listener);
  }

  MessageIds take(int count) {
    refill();
    if (!supported) {
      return MessageIds.UNSUPPORTED;
    }
    List<String> ids = new ArrayList<>(count);
    while (ids.size() < count) {
      String id = stock.poll();
      if (id == null) {
        // The stock was too small for the demand, so it becomes larger.
        level = Math.min(MOST, level * 2);
        break;
      }
      stocked.decrementAndGet();
      ids.add(id);
    }
    return new MessageIds(true, ids);
  }

  void add(String id) {
    stock.add(id);
    stocked.incrementAndGet();
  }

  private void refill() {
    Instant now = clock.instant();
    boolean notOffered = !supported && now.isBefore(askEngineAt);
    if (notOffered || stocked.get() >= level / 2 || now.isBefore(restUntil)) {
      return;
    }
    // Counted before the loop: otherwise a fetch that fails at once would be started without end. A
    // single fetch shows first whether WAHA gives ids at all.
    int idle = (proved ? width : 1) - fetching.get();
    for (int i = 0; i < idle; i++) {
      fetching.incrementAndGet();
      fetchers.execute(this::fetch);
    }
  }

  /** Tells the listeners only of news, because they look at the table and then ask again. */
  private void fetch() {
    boolean before = supported;
    boolean news = false;
    try {
      askEngine();
      while (supported && stocked.get() < level) {
        add(waha.newMessageId());
        proved = true;
        trouble = null;
        news = true;
        if (stocked.get() == 1) {
          listeners.forEach(Runnable::run);
        }
      }
    } catch (WahaCalls.NotOffered e) {
      notOffered(e);
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException e) {
      log.error("A fault of the hub while it fetched message ids", e);
      failed(new IOException("o hub falhou; veja o log dele"));
    } finally {
      fetching.decrementAndGet();
      if (news || before != supported) {
        listeners.forEach(Runnable::run);
      }
    }
  }

  /** An older WAHA, or a session that is not started; the message itself will start the session. */
  private synchronized void notOffered(WahaCalls.NotOffered e) {
    if (supported) {
      log.info("WAHA does not make message ids; messages go out without them: {}", e.getMessage());
    }
    supported = false;
    Instant again = clock.instant().plus(NOT_OFFERED_PAUSE);
    askEngineAt = askEngineAt.isAfter(again) ? askEngineAt : again;
  }

  /** Logged once, and not by each thread that was asking. */
  private synchronized void failed(IOException e) {
    proved = false;
    restUntil = clock.instant().plus(FAILURE_PAUSE);
    if (trouble == null) {
      log.warn("WAHA gave no message ids; messages wait: {}", e.getMessage());
    }
    trouble = "o WAHA não deu ids de mensagem: " + e.getMessage();
  }

  /** The reason why there are no ids, or null. */
  @Nullable String trouble() {
    return trouble;
  }

  private synchronized void askEngine() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(askEngineAt)) {
      return;
    }
    supported = ENGINES.contains(waha.engine());
    trouble = null;
    askEngineAt = now.plus(ENGINE_KNOWN_FOR);
  }
}
