package dev.recado.spine.ingress;

import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Proves that the log takes records before the hub reports that it is ready.
 *
 * <p>It starts together with everything else, as the first senders do. It tries until it succeeds,
 * and creates the topic if Kafka was away when the hub started.
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
