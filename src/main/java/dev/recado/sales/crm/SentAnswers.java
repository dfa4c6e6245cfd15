package dev.recado.sales.crm;

import dev.recado.sales.crm.CrmEntry.Said;
import dev.recado.spine.outbox.Messages;
import dev.recado.spine.outbox.Messages.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a note the result of its messages, at the time of writing the note.
 *
 * <p>Without that, a note could say "we answered" about a message that a hand-over cancelled.
 */
public final class SentAnswers {

  /** Quiet hours may hold a message until tomorrow. The note need not wait that long. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Messages messages;
  private final Clock clock;

  SentAnswers(Messages messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /** The text of a note, followed by its answers; empty while an answer is still on its way. */
  Optional<String> told(CrmEntry entry) {
    List<String> lines = new ArrayList<>();
    if (entry.text() != null) {
      lines.add(entry.text());
    }
    Map<UUID, Standing> standings = messages.of(ids(entry.answers()));
    for (Said said : entry.answers()) {
      Standing message = standings.get(UUID.fromString(said.message()));
      if (message != null && message.state().open() && fresh(message)) {
        return Optional.empty();
      }
      lines.add(line(message) + said.text());
    }
    return Optional.of(String.join("\n", lines));
  }

  private static List<UUID> ids(List<Said> answers) {
    return answers.stream().map(said -> UUID.fromString(said.message())).toList();
  }

  private boolean fresh(Standing message) {
    return message.createdAt().plus(PATIENCE).isAfter(clock.instant());
  }

  private static String line(@Nullable Standing message) {
    if (message == null) {
      return "Recado (sem registro de envio): ";
    }
    return switch (message.state()) {
      case SENT, DELIVERED, READ -> "Recado: ";
      case CANCELLED, DEAD -> "Recado (não enviada: " + why(message.reason()) + "): ";
      case UNKNOWN -> "Recado (envio sem confirmação): ";
      case QUEUED, RETRY, HELD, SENDING -> "Recado (a caminho): ";
    };
  }

  /** The gate's reason begins with a code for operators. */
  private static String why(@Nullable String reason) {
    return reason == null ? "sem motivo" : reason.replaceFirst("^[A-Z_]+: ", "");
  }
}
