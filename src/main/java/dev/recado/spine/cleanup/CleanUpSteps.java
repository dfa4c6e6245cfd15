package dev.recado.spine.cleanup;

import dev.recado.spine.cleanup.CleanUpTable.Part;
import dev.recado.spine.intake.JourneyPart;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** For the journey of a run that asked for a clean-up: how many rows left. */
final class CleanUpSteps implements JourneyPart {

  private final CleanUpTable table;

  CleanUpSteps(CleanUpTable table) {
    this.table = table;
  }

  @Override
  public List<Happened> of(UUID event) {
    return table.of(event).stream().map(CleanUpSteps::step).toList();
  }

  private static Happened step(Part part) {
    @Nullable Instant ended = part.endedAt();
    return ended == null
        ? new Happened(
            part.askedAt(),
            "clean_up",
            "%s: at work, %d rows gone".formatted(part.what(), part.gone()))
        : new Happened(ended, "cleaned_up", "%s: %d rows gone".formatted(part.what(), part.gone()));
  }
}
