package dev.recado.spine.intake;

import java.util.Collection;
import org.apache.camel.component.kafka.consumer.support.subcription.SubscribeAdapter;
import org.apache.camel.component.kafka.consumer.support.subcription.TopicInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Subscribes Camel's consumer, and notes when Kafka has assigned its partitions. */
public final class Membership implements SubscribeAdapter {

  private volatile boolean joined;

  @Override
  public void subscribe(Consumer<?, ?> consumer, ConsumerRebalanceListener camel, TopicInfo topic) {
    consumer.subscribe(
        topic.getTopics(),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            camel.onPartitionsRevoked(partitions);
          }

          @Override
          public void onPartitionsLost(Collection<TopicPartition> partitions) {
            camel.onPartitionsLost(partitions);
          }

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            camel.onPartitionsAssigned(partitions);
            joined = true;
          }
        });
  }

  /**
   * Tells whether Kafka has ever assigned partitions to this hub. The assignment is empty if there
   * are more hubs than partitions.
   */
  public boolean joined() {
    return joined;
  }
}
