package bench;

import java.util.ArrayList;
import java.util.List;

/** Finds the capacity of a hub, with steps that grow by half. */
final class Climb {

  /** Another program on the machine may spoil one step. */
  private static final int FAILED_STEPS = 2;

  private final OpenLoop sender;
  private final OverloadOptions options;
  private final List<Step> steps = new ArrayList<>();

  Climb(OpenLoop sender, OverloadOptions options) {
    this.sender = sender;
    this.options = options;
  }

  /**
   * Climbs until two consecutive steps are too high.
   *
   * @throws IllegalStateException if even the first step is too high
   */
  Capacity run() throws InterruptedException {
    int failed = 0;
    for (int rate = options.firstRate(); failed < FAILED_STEPS; rate = Math.round(rate * 1.5f)) {
      Offer offer = sender.offer(rate + "/s", rate, options.settle(), options.stepSeconds());
      Step step = Step.of(offer.window());
      steps.add(step);
      failed = step.isSustained() ? 0 : failed + 1;
    }
    Capacity capacity = new Capacity(List.copyOf(steps));
    if (capacity.sustained() == 0) {
      throw new IllegalStateException(
          "The hub does not even sustain the first rate; try a lower --first-rate:\n"
              + capacity.forPeople());
    }
    return capacity;
  }
}
