package dev.recado.spine.ingress;

import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Sees to it that the log really takes records before the hub says that it is ready.
 *
 * <p>It begins when everything else does, for that is what the first senders meet. It tries until
 * it succeeds, and has the topic made where Kafka was away when the hub began.
 */
public final class WarmUp implements AutoCloseable {

  private static final long PAUSE_MILLIS = 200;

  private final RoutedInboundLog inbound;
  private final InboundTopicSetUp topic;
  private volatile boolean proved;
  private final Thread thread = new Thread(this::run, "inbound-warm-up");

  WarmUp(RoutedInboundLog inbound, InboundTopicSetUp topic) {
    this.inbound = inbound;
    this.topic = topic;
    thread.setDaemon(true);
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    thread.start();
  }

  private void run() {
    try {
      while (!inbound.warmUp()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        topic.make();
      }
      proved = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells whether the log has proved that it takes records. */
  public boolean proved() {
    return proved;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
