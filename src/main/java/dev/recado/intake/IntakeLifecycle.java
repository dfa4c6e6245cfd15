package dev.recado.intake;

import dev.recado.ingress.InboundRecord;
import dev.recado.ingress.InboundTopic;
import dev.recado.loop.Loop;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Starts intake once the flows are loaded, and stops it before anything it needs. */
final class IntakeLifecycle implements SmartLifecycle, IntakeState {

  private static final Logger log = LoggerFactory.getLogger(IntakeLifecycle.class);

  private final KafkaMessageListenerContainer<byte[], byte[]> container;
  private final List<LateEvents> lanes;
  private final Runnable takeOver;
  private final Untaken untaken;
  private final Loop loop;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "intake-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean joined;
  private long taken;
  private volatile boolean running;

  IntakeLifecycle(
      KafkaMessageListenerContainer<byte[], byte[]> container,
      Intake intake,
      List<LateEvents> lanes,
      Runnable takeOver,
      Untaken untaken,
      Loop loop) {
    this.container = container;
    this.lanes = lanes;
    this.takeOver = takeOver;
    this.untaken = untaken;
    this.loop = loop;
    lanes.forEach(lane -> intake.onLaterWork(lane::wake));
    container
        .getContainerProperties()
        .setConsumerRebalanceListener(
            new ConsumerAwareRebalanceListener() {
              @Override
              public void onPartitionsAssigned(
                  Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                joined = true;
              }
            });
    container.setupMessageListener(
        (BatchMessageListener<byte[], byte[]>) records -> take(intake, records));
  }

  private void take(Intake intake, List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      intake.take(records.stream().flatMap(IntakeLifecycle::read).toList());
      loop.wentOn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Intake was stopped in the middle of a batch", e);
    } catch (RuntimeException e) {
      loop.failed(e);
      throw e;
    } catch (Error e) {
      loop.failed(e);
      // It would end the listener for good; as an exception it is waited for like a PostgreSQL.
      throw new IllegalStateException("Intake could not even keep a dead letter", e);
    }
  }

  /**
   * What no hub has written was acknowledged to nobody; held on to, it would stop the partition.
   */
  private static Stream<InboundRecord> read(ConsumerRecord<byte[], byte[]> record) {
    if (InboundTopic.isTrial(record)) {
      return Stream.empty();
    }
    try {
      return Stream.of(InboundTopic.read(record));
    } catch (RuntimeException e) {
      log.error(
          "Record {} of {}-{} was written by no hub and is skipped: {}",
          record.offset(),
          record.topic(),
          record.partition(),
          e.getMessage());
      return Stream.empty();
    }
  }

  /** An event that came before its flow would be parked: so not before the flows are there. */
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    running = true;
    takeOver.run();
    lanes.forEach(LateEvents::start);
    container.start();
    loop.wentOn();
    watch.scheduleWithFixedDelay(this::look, 10, 10, TimeUnit.SECONDS);
  }

  /** It gets on where nothing waits, or where the group's offsets move; else it stands still. */
  private void look() {
    try {
      Untaken.Found found = untaken.found();
      if (found.records() == 0 || found.taken() != taken) {
        loop.wentOn();
      }
      taken = found.taken();
    } catch (KafkaException e) {
      loop.waitsFor("Kafka");
    } catch (RuntimeException | Error e) {
      loop.stumbled(e);
    }
  }

  @Override
  public boolean joined() {
    return joined;
  }

  /** Nothing: the flows are not there yet, see {@link #ready()}. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    container.stop();
    watch.shutdownNow();
    try {
      loop.end();
      for (LateEvents lane : lanes) {
        lane.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("Stopped while late events were running");
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 5;
  }
}
