package dev.recado.spine.intake;

/** How far the intake of this process has come up. */
public interface IntakeState {

  /**
   * Tells whether Kafka has once said which partitions are this hub's; they are none where there
   * are more hubs than partitions.
   */
  boolean joined();
}
