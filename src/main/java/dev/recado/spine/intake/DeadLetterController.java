package dev.recado.spine.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Accepted;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.outbox.MessageQueries;
import dev.recado.spine.outbox.MessageState;
import dev.recado.spine.outbox.Outbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters and replays them. */
@RestController
@RequestMapping("/api/dead-letters")
@ConditionalOnRole(Role.WEB)
@Tag(name = "dead-letters")
class DeadLetterController {

  /** The dead states of events and messages. */
  private static final Set<String> DEAD =
      Set.of(EventState.DEAD.name(), MessageState.UNKNOWN.name());

  private static final Logger log = LoggerFactory.getLogger(DeadLetterController.class);

  private final DeadLetterQueries queries;
  private final EventQueries stored;
  private final MessageQueries messages;
  private final Events events;
  private final Outbox outbox;

  DeadLetterController(
      DeadLetterQueries queries,
      EventQueries stored,
      MessageQueries messages,
      Events events,
      Outbox outbox) {
    this.queries = queries;
    this.stored = stored;
    this.messages = messages;
    this.events = events;
    this.outbox = outbox;
  }

  @GetMapping
  @Operation(summary = "Lists dead events, dead and unknown messages, newest first, phones masked")
  Page<DeadLetter> list(
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String connector,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    DeadLetterQueries.Filter filter =
        new DeadLetterQueries.Filter(ReplayRequest.checkKind(kind), type, connector, reason);
    return queries.list(filter, Cursor.read(before), Page.limit(limit));
  }

  @PostMapping("/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Replays one dead letter; an unknown message may arrive twice")
  Accepted replay(@PathVariable UUID id, @Nullable Principal caller) {
    String state =
        stored
            .state(id)
            .map(EventState::name)
            .or(() -> messages.state(id))
            .orElseThrow(() -> Refusal.notFound("dead letter"));
    if (!DEAD.contains(state) || !(outbox.replay(id) || events.replay(id))) {
      throw Refusal.conflict("This is no dead letter: it is in state " + state + ".");
    }
    log.info("{} replays the dead letter {}", name(caller), id);
    return new Accepted(id, "accepted");
  }

  /** How many were replayed. */
  record Replayed(int replayed) {}

  @PostMapping("/replay")
  @Operation(summary = "Replays all dead letters of a filter; every one only with {\"all\": true}")
  Replayed replayAll(@RequestBody JsonNode body, @Nullable Principal caller) {
    ReplayRequest request = ReplayRequest.read(body);
    int replayed = 0;
    if (request.wantsEvents()) {
      replayed += events.replayDead(request.type(), request.reason());
    }
    if (request.wantsMessages()) {
      replayed +=
          outbox.replay(
              new Outbox.ReplayFilter(
                  request.connector(), request.type(), request.reason(), request.includeUnknown()));
    }
    log.info("{} replays {} dead letters", name(caller), replayed);
    return new Replayed(replayed);
  }

  private static String name(@Nullable Principal caller) {
    return caller == null ? "Somebody" : caller.getName();
  }
}
