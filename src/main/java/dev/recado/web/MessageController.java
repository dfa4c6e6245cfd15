package dev.recado.web;

import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is to be sent, and what has been. */
@RestController
@RequestMapping("/api/messages")
@ConditionalOnRole(Role.WEB)
@Tag(name = "messages")
class MessageController {

  private final MessageQueries queries;
  private final Customers customers;

  MessageController(MessageQueries queries, Customers customers) {
    this.queries = queries;
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
            States.check(state, States.OF_MESSAGES),
            connector,
            conversation == null ? null : conversation(conversation),
            eventId,
            since);
    return queries.list(filter, Cursor.read(before), Page.limit(limit));
  }

  /** Any id of a conversation, or a phone; what is none is the key of something else. */
  private String conversation(String asked) {
    return customers.conversation(asked).orElse(asked);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a message with its content and its attempts, in clear")
  MessageView.Full show(@PathVariable UUID id) {
    return queries.find(id).orElseThrow(() -> Refusal.notFound("message"));
  }
}
