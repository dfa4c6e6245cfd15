package dev.recado.spine.outbox;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.spine.outbox.MessageDecisions.By;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows messages that wait and messages that were sent. */
@RestController
@RequestMapping("/api/messages")
@ConditionalOnRole(Role.WEB)
@Tag(name = "messages")
class MessageController {

  private static final int LONGEST_REASON = 500;

  private final MessageQueries queries;
  private final MessageDecisions decisions;
  private final Customers customers;

  MessageController(MessageQueries queries, MessageDecisions decisions, Customers customers) {
    this.queries = queries;
    this.decisions = decisions;
    this.customers = customers;
  }

  @GetMapping
  @Operation(summary = "Lists messages, newest first, phones masked")
  Page<MessageView> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String connector,
      @RequestParam(required = false) @Nullable String conversation,
      @RequestParam(required = false) @Nullable UUID eventId,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    MessageQueries.Filter filter =
        new MessageQueries.Filter(
            Said.state(state, MessageState.class),
            connector,
            conversation == null ? null : conversation(conversation),
            eventId,
            since);
    return queries.list(filter, Cursor.read(before), Page.limit(limit));
  }

  /** Reads any id of a conversation, or a phone; any other text is used as a key as it is. */
  private String conversation(String asked) {
    return customers.conversation(asked).orElse(asked);
  }

  /** The reason for a decision. */
  record Why(@JsonAlias("motivo") @Nullable String reason) {}

  @PostMapping("/{id}/release")
  @Operation(
      summary = "Releases a message that the gate holds",
      description =
          "Quiet hours and a hand-over do not stop it; an opt-out still does."
              + " 409 where the message is not HELD.")
  MessageView release(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable Why why,
      @Nullable Principal caller) {
    return decided(decisions.release(id, by(why, caller)), id, "only what is HELD can be released");
  }

  @PostMapping("/{id}/cancel")
  @Operation(
      summary = "Cancels a message that waits",
      description = "409 where the message is not QUEUED, RETRY or HELD.")
  MessageView cancel(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable Why why,
      @Nullable Principal caller) {
    return decided(
        decisions.cancel(id, by(why, caller)),
        id,
        "only what is QUEUED, RETRY or HELD can be cancelled");
  }

  private MessageView decided(boolean done, UUID id, String rule) {
    MessageView now = show(id).message();
    if (!done) {
      throw Refusal.conflict("The message is in state " + now.state() + "; " + rule + ".");
    }
    return now;
  }

  private static By by(@Nullable Why why, @Nullable Principal caller) {
    String reason = why == null ? null : Said.text(why.reason());
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw Refusal.badRequest(
          "The field 'reason' is longer than " + LONGEST_REASON + " characters.");
    }
    return new By(caller == null ? "api" : caller.getName(), reason);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a message with its content and its attempts, unmasked")
  MessageView.Full show(@PathVariable UUID id) {
    return queries.find(id).orElseThrow(() -> Refusal.notFound("message"));
  }
}
