package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.ingress.StableId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The simulated phones: what customers read and write. */
@RestController
@RequestMapping("/simulator/phones/{phone}/messages")
@Conditional(OnSimulator.class)
class PhoneController {

  /** WhatsApp itself takes no more. */
  private static final int LONGEST_TEXT = 65_536;

  private final SimulatedPhones phones;
  private final SimulatedWhatsApp whatsApp;
  private final Clock clock;

  PhoneController(SimulatedPhones phones, SimulatedWhatsApp whatsApp, Clock clock) {
    this.phones = phones;
    this.whatsApp = whatsApp;
    this.clock = clock;
  }

  /**
   * A message to write.
   *
   * @param text the text, or the caption of another type
   * @param type {@code text} if absent
   * @param name the customer's display name
   * @param lid the digits of the hidden identity to write under; {@code true} makes one
   * @param messageId WhatsApp's id of it; the same id again is the same message again
   * @param fromMe true if a person of the business writes to this phone, on the business's own
   *     phone; otherwise the customer writes
   */
  record Draft(
      @Nullable String text,
      @Nullable MessageType type,
      @Nullable String name,
      @Nullable String lid,
      @Nullable String messageId,
      @Nullable Boolean fromMe) {}

  /**
   * The result of a written message.
   *
   * @param id WhatsApp's id of it
   * @param event the id of the hub's event; null if the hub did not accept it at once
   */
  record Written(String id, @Nullable String event) {}

  /** Holds no thread while it waits, because a thread of the same server must answer. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  CompletableFuture<Written> write(@PathVariable String phone, @RequestBody Draft draft) {
    String digits =
        Phones.address(phone)
            .digits()
            .orElseThrow(() -> badRequest("The parameter 'phone' is not a phone number."));
    Incoming message = message(digits, draft);
    try {
      return written(digits, message, Boolean.TRUE.equals(draft.fromMe()))
          .thenApply(answer -> new Written(message.id(), answer.event()));
    } catch (RejectedExecutionException e) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE, "Too many messages are under way.", e);
    }
  }

  private CompletableFuture<WebhookPosts.Answer> written(
      String phone, Incoming message, boolean fromUs) {
    if (!fromUs) {
      return whatsApp.write(phone, message);
    }
    if (message.type() != MessageType.TEXT) {
      throw badRequest("A message of the business itself must be a text.");
    }
    return whatsApp.writeOurselves(phone, message);
  }

  private Incoming message(String phone, Draft draft) {
    MessageType type = Objects.requireNonNullElse(draft.type(), MessageType.TEXT);
    String text = draft.text() == null ? "" : typed(draft.text());
    if (type == MessageType.TEXT && text.isBlank()) {
      throw badRequest("The message has no 'text'.");
    }
    if (text.length() > LONGEST_TEXT) {
      throw badRequest("The 'text' is longer than " + LONGEST_TEXT + " characters.");
    }
    return new Incoming(
        id(draft.messageId()),
        chatId(phone, draft.lid()),
        type,
        text,
        draft.name() == null ? null : typed(draft.name()),
        clock.instant());
  }

  /**
   * Removes a NUL and half a character: no keyboard types them, and they cannot be stored or sent.
   */
  private static String typed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replace("\0", "");
  }

  private static String id(@Nullable String given) {
    if (given == null) {
      return MessageIds.next();
    }
    if (!given.matches("[A-Za-z0-9]{1,64}")) {
      throw badRequest("The 'messageId' must hold only letters and digits.");
    }
    return given;
  }

  private static String chatId(String phone, @Nullable String lid) {
    if (lid == null || lid.equals("false")) {
      return phone + "@c.us";
    }
    String digits = lid.equals("true") ? hidden(phone) : lid.replaceFirst("@lid$", "");
    if (!digits.matches("\\d{6,20}")) {
      throw badRequest("The 'lid' must have 6 to 20 digits.");
    }
    return digits + "@lid";
  }

  /** Makes a hidden identity: always the same for a phone, without revealing the phone. */
  private static String hidden(String phone) {
    long number = StableId.of("lid", phone).getLeastSignificantBits() >>> 14;
    return "1%015d".formatted(number % 1_000_000_000_000_000L);
  }

  private static ResponseStatusException badRequest(String detail) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
  }

  /** One line of a chat; {@code ack} is WhatsApp's number for messages of the business. */
  record Line(
      String id,
      @JsonProperty("fromMe") boolean fromMe,
      String text,
      @Nullable Integer ack,
      String at) {}

  /** Shows the chat as it was before this call; the call marks everything in it as read. */
  @GetMapping
  List<Line> chat(@PathVariable String phone) {
    String digits = Phones.address(phone).digits().orElse(phone);
    List<Line> lines = phones.chat(digits).stream().map(PhoneController::line).toList();
    whatsApp.read(digits);
    return lines;
  }

  private static Line line(SimulatedPhones.Message m) {
    return new Line(m.id(), m.fromBusiness(), m.text(), m.ack(), m.at().toString());
  }
}
