package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EffectsTest {

  private final Event event =
      new Event(UUID.randomUUID(), "test", "test.type", "test:1", Instant.EPOCH, Map.of());

  private Effects run(int waits) {
    return new Effects(event, Instant.EPOCH, waits, UnaryOperator.identity());
  }

  @Test
  void aRepeatedRunNamesItsEffectsAsBefore() {
    Effects first = run(1);
    Effects again = run(1);
    assertThat(first.step("note")).isEqualTo(again.step("note")).isNotEqualTo(first.step("note"));
  }

  /** With the same name the second message would count as already there, and never be sent. */
  @Test
  void aRunAfterAWaitNamesItsEffectsAnew() {
    assertThat(run(0).step("note")).isEqualTo("note#1").isNotEqualTo(run(1).step("note"));
    assertThat(run(1).step("note")).isNotEqualTo(run(2).step("note"));
  }

  @Test
  void anEffectBehindTheEndOfItsRunIsRefused() {
    Effects effects = run(0);
    effects.outcome();
    assertThatIllegalStateException()
        .isThrownBy(() -> effects.change(new StateChange("note", Map.of(), now -> {})))
        .withMessageContaining(event.id().toString())
        .withMessageContaining("wireTap");
  }
}
