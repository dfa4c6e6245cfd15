package dev.recado.sales.crm;

import dev.recado.sales.crm.CrmEntry.Said;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells a note what became of the messages it tells of, at the moment it is written.
 *
 * <p>A note that said "we answered" about a message that a seller's hand-over cancelled would be a
 * lie in the CRM.
 */
public final class SentAnswers {

  /** A message that quiet hours hold may take until tomorrow; its note need not. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final Clock clock;

  SentAnswers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Message(String id, String state, @Nullable String reason, Instant createdAt) {}

  /** The text of a note with its answers below; empty while one of them is still on its way. */
  Optional<String> told(CrmEntry entry) {
    List<String> lines = new ArrayList<>();
    if (entry.text() != null) {
      lines.add(entry.text());
    }
    Map<String, Message> messages = messages(entry.answers());
    for (Said said : entry.answers()) {
      Message message = messages.get(said.message());
      if (message != null && underWay(message) && fresh(message)) {
        return Optional.empty();
      }
      lines.add(line(message) + said.text());
    }
    return Optional.of(String.join("\n", lines));
  }

  private static boolean underWay(Message message) {
    return switch (message.state()) {
      case "QUEUED", "SENDING", "RETRY", "HELD" -> true;
      default -> false;
    };
  }

  private boolean fresh(Message message) {
    return message.createdAt().plus(PATIENCE).isAfter(clock.instant());
  }

  private static String line(@Nullable Message message) {
    if (message == null) {
      return "Recado (sem registro de envio): ";
    }
    return switch (message.state()) {
      case "SENT", "DELIVERED", "READ" -> "Recado: ";
      case "CANCELLED", "DEAD" -> "Recado (não enviada: " + why(message.reason()) + "): ";
      case "UNKNOWN" -> "Recado (envio sem confirmação): ";
      default -> "Recado (a caminho): ";
    };
  }

  /** A gate's reason begins with a code, which is for operators. */
  private static String why(@Nullable String reason) {
    return reason == null ? "sem motivo" : reason.replaceFirst("^[A-Z_]+: ", "");
  }

  private Map<String, Message> messages(List<Said> answers) {
    if (answers.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql("select id, state, reason, created_at from outbox where id in (:ids)")
        .param("ids", answers.stream().map(said -> UUID.fromString(said.message())).toList())
        .query(
            (row, n) ->
                new Message(
                    row.getString("id"),
                    row.getString("state"),
                    row.getString("reason"),
                    row.getTimestamp("created_at").toInstant()))
        .list()
        .stream()
        .collect(Collectors.toMap(Message::id, Function.identity()));
  }
}
