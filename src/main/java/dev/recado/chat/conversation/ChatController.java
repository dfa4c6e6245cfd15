package dev.recado.chat.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.recado.chat.intent.Corrections;
import dev.recado.ground.database.StorableText;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The chatbot for programs and operators: takes a message, gives the answer, and shows
 * conversations.
 */
@RestController
@RequestMapping("/api/chat")
@ConditionalOnRole(Role.WEB)
@Tag(name = "chat")
class ChatController {

  /** The limit of WhatsApp. */
  private static final int LONGEST = 65_536;

  private final Chats chats;
  private final Corrections corrections;
  private final Customers customers;
  private final Clock clock;
  private final Duration patience;

  ChatController(
      Chats chats,
      Corrections corrections,
      Customers customers,
      Clock clock,
      @Value("${recado.chat.patience:30s}") Duration patience) {
    this.chats = chats;
    this.corrections = corrections;
    this.customers = customers;
    this.clock = clock;
    this.patience = patience;
  }

  /** The body for processing a message. */
  record Message(@Nullable String phone, @Nullable String message) {}

  /** The answer. {@code response} is null if the hub is silent; then the reason tells why. */
  record Processed(
      @Nullable String intent,
      double confidence,
      Map<String, Object> entities,
      @Nullable String response,
      @Nullable String source,
      UUID id,
      @Nullable String reason) {}

  @PostMapping("/process")
  @Operation(
      summary =
          "Answers one message to the caller; history, leads and hand-over are as on WhatsApp")
  Processed process(@RequestBody Message asked) {
    String text = required(asked.message(), "message");
    if (text.length() > LONGEST) {
      throw Refusal.badRequest("The field 'message' is longer than " + LONGEST + " characters.");
    }
    UUID id = handIn(phone(required(asked.phone(), "phone")), text);
    return chats
        .answer(id, patience)
        .map(answer -> processed(id, answer))
        .orElseThrow(
            () ->
                Refusal.late(
                    "The message is kept and has no answer yet; see /api/events/" + id + "."));
  }

  private UUID handIn(String phone, String text) {
    try {
      return chats.handIn(phone, text).join();
    } catch (CompletionException away) {
      throw Refusal.unavailable("The hub cannot keep the message just now; try again.");
    }
  }

  private static Processed processed(UUID id, Chats.Answer answer) {
    return new Processed(
        answer.intent(),
        answer.confidence(),
        answer.entities(),
        answer.response(),
        answer.source(),
        id,
        answer.reason());
  }

  /** The body for a correction. */
  record Feedback(@Nullable String message, @Nullable UUID messageId, @Nullable String intent) {}

  /** The answer to a correction. */
  record Learnt(String message, String intent, int phrases) {}

  @PostMapping("/feedback")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Corrects an intent: the text, or a message by its id, becomes a training phrase")
  Learnt feedback(@RequestBody Feedback feedback, @Nullable Principal caller) {
    String intent = required(feedback.intent(), "intent");
    if (!corrections.intents().contains(intent)) {
      throw Refusal.badRequest("There is no such intent; there are " + corrections.intents() + ".");
    }
    String text = text(feedback);
    String by = caller == null ? null : caller.getName();
    corrections.add(text, intent, feedback.messageId(), by);
    return new Learnt(text, intent, corrections.count());
  }

  private String text(Feedback feedback) {
    UUID id = feedback.messageId();
    if (id == null) {
      return required(feedback.message(), "message");
    }
    return chats.textOf(id).orElseThrow(() -> Refusal.notFound("message with a text"));
  }

  /**
   * A conversation, also under the names of the former system: {@code messages} are the lines,
   * {@code context} is the hub's state.
   *
   * @param created_at when the conversation began
   * @param updated_at the time of the last message of either side
   */
  record Shown(
      @JsonProperty("conversation_id") String key,
      @JsonUnwrapped Chats.Conversation conversation,
      List<Chats.Line> messages,
      Context context,
      Instant created_at,
      Instant updated_at) {

    static Shown of(String key, Chats.Conversation it) {
      Instant updated =
          it.lines().stream()
              .map(Chats.Line::at)
              .reduce(it.lastMessageAt(), (one, other) -> one.isAfter(other) ? one : other);
      Context context =
          new Context(
              it.name(), it.lastIntent(), it.awaiting(), it.facts(), it.bot(), it.optedOut());
      return new Shown(key, it, it.lines(), context, it.startedAt(), updated);
    }
  }

  /** The state that the hub's answers depend on. */
  record Context(
      @Nullable String name,
      @Nullable String lastIntent,
      @Nullable String awaiting,
      Map<String, Object> facts,
      boolean bot,
      boolean optedOut) {}

  @GetMapping("/conversation/{phone}")
  @Operation(
      summary = "Shows a conversation with its last lines, oldest first",
      description = "By a phone in any form, or by any id of the conversation.")
  Shown conversation(@PathVariable String phone, @RequestParam(defaultValue = "50") int limit) {
    String key =
        customers
            .conversation(phone)
            .orElseThrow(() -> Refusal.badRequest("The field 'phone' is no phone number."));
    return chats
        .conversation(key, Page.limit(limit))
        .map(it -> Shown.of(key, it))
        .orElseThrow(() -> Refusal.notFound("conversation"));
  }

  @GetMapping("/conversations/stats")
  @Operation(summary = "Counts the conversations of the last days, by intent and state")
  Chats.Stats stats(@RequestParam(defaultValue = "30") int days) {
    if (days < 1 || days > 3650) {
      throw Refusal.badRequest("The parameter 'days' must be between 1 and 3650.");
    }
    return chats.stats(clock.instant().minus(Duration.ofDays(days)));
  }

  private static String phone(String written) {
    PhoneReading reading = Phones.address(written);
    return reading
        .digits()
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "The field 'phone' is no phone number (" + reading.reason().words() + ")."));
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || StorableText.unseen(value)) {
      throw Refusal.badRequest("The field '" + name + "' is missing.");
    }
    return value;
  }
}
