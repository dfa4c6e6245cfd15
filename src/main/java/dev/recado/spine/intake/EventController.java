package dev.recado.spine.intake;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Accepted;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.spine.outbox.MessageQueries;
import dev.recado.spine.outbox.MessageView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the events that came in and what became of them. */
@RestController
@RequestMapping("/api/events")
@ConditionalOnRole(Role.WEB)
@Tag(name = "events")
class EventController {

  private final EventQueries queries;
  private final MessageQueries messages;
  private final List<JourneyPart> parts;
  private final Events events;

  EventController(
      EventQueries queries, MessageQueries messages, List<JourneyPart> parts, Events events) {
    this.queries = queries;
    this.messages = messages;
    this.parts = List.copyOf(parts);
    this.events = events;
  }

  @GetMapping
  @Operation(summary = "Lists events, newest first, phones masked")
  Page<EventView> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String source,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    EventQueries.Filter filter =
        new EventQueries.Filter(Said.state(state, EventState.class), type, source, subject, since);
    return queries.list(filter, Cursor.read(before), Page.limit(limit));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows an event with its journey; its body, unmasked, only with raw=true")
  EventView.Full show(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean raw) {
    EventQueries.Found found = queries.find(id).orElseThrow(() -> Refusal.notFound("event"));
    List<MessageView> wanted = messages.ofEvent(id);
    List<EventView.Step> notes = new ArrayList<>(queries.notes(id));
    parts.forEach(part -> part.of(id).forEach(one -> notes.add(EventView.Step.of(one))));
    notes.addAll(steps(messages.decisionsOf(id)));
    return new EventView.Full(
        found.event(),
        found.contentType(),
        found.bytes(),
        Journey.of(found.event(), notes, wanted, steps(messages.attemptsOf(id))),
        wanted,
        raw ? queries.raw(id) : null);
  }

  private static List<EventView.Step> steps(List<MessageView.Happened> happened) {
    return happened.stream().map(EventView.Step::of).toList();
  }

  @PostMapping("/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Runs an event's flow from its beginning again")
  Accepted replay(@PathVariable UUID id) {
    if (!events.replay(id)) {
      EventView event = queries.find(id).orElseThrow(() -> Refusal.notFound("event")).event();
      throw Refusal.conflict("The event is at work: it is in state " + event.state() + ".");
    }
    return new Accepted(id, "accepted");
  }
}
