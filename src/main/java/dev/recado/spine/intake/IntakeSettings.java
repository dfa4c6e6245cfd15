package dev.recado.spine.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the intake.
 *
 * @param group the Kafka consumer group that all hubs share
 * @param topic the topic that ingress writes
 * @param batch the most records that are committed together
 * @param threads how many flows run at once on new events
 * @param flowLimit how long the flow of a new event may take before the rest of its batch goes on
 *     without it
 * @param lateThreads how many flows run at once on events that waited or failed
 * @param ownLanes event types with their own workers, run in order for each subject, and the number
 *     of workers
 * @param chatSchedule the pauses of a type with its own workers while an outside system is
 *     unavailable
 * @param faultSchedule the pauses after a flow failed for an unknown reason; after the last one the
 *     event is a dead letter
 */
@ConfigurationProperties("recado.intake")
record IntakeSettings(
    @DefaultValue("recado-intake") String group,
    String topic,
    @DefaultValue("200") int batch,
    @DefaultValue("4") int threads,
    @DefaultValue("2s") Duration flowLimit,
    @DefaultValue("8") int lateThreads,
    @DefaultValue Map<String, Integer> ownLanes,
    @DefaultValue({"2s", "10s", "30s", "2m", "5m"}) List<Duration> chatSchedule,
    @DefaultValue({"1s", "5s", "20s"}) List<Duration> faultSchedule) {

  List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    lanes.add(Lane.allBut(ownLanes.keySet(), lateThreads));
    ownLanes.forEach((type, width) -> lanes.add(Lane.only(type, width)));
    return lanes;
  }
}
