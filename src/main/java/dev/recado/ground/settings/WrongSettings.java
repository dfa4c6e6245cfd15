package dev.recado.ground.settings;

import dev.recado.ground.process.StartupProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A start that fails because settings are missing or wrong, with one line for each. */
final class WrongSettings extends StartupProblem {

  WrongSettings(List<Complaint> complaints) {
    super(
        (complaints.size() == 1 ? "A setting is" : complaints.size() + " settings are")
            + " missing or wrong:\n"
            + complaints.stream().map(c -> "  " + c).collect(Collectors.joining("\n")),
        "Set them in the environment or in .env; docs/configuration.md describes each.");
  }
}
