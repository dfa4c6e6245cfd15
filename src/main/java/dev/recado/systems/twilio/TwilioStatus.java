package dev.recado.systems.twilio;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.outbox.Receipts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far a message of the business has come (docs/contracts.md#twilio-status-callbacks). */
final class TwilioStatus {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private TwilioStatus() {}

  static Map<String, @Nullable Object> read(
      TwilioForm form, String message, Channel channel, InboundRecord record) {
    String state = state(Objects.requireNonNull(form.get("MessageStatus")));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", channel.id());
    body.put("messageId", message);
    body.put("providerId", message);
    body.put("outboxId", outboxId(record.kept().get(TwilioWebhooks.OUTBOX)));
    body.put("chatId", contact(form.get("To")));
    body.put("state", state);
    body.put("at", record.receivedAt().toString());
    String code = form.get("ErrorCode");
    body.put("error", code);
    if (Receipts.State.FAILED.name().equals(state)) {
      failed(body, code == null || !code.matches("\\d{1,6}") ? 0 : Integer.parseInt(code));
    }
    return body;
  }

  private static @Nullable String outboxId(@Nullable String told) {
    return told != null && UUID_FORM.matcher(told).matches() ? told : null;
  }

  private static void failed(Map<String, @Nullable Object> body, int code) {
    Duration again = TwilioErrors.again(code);
    body.put(
        "reason",
        code == 0
            ? "TWILIO: a mensagem não foi entregue, e a Twilio não diz por quê"
            : TwilioErrors.told(code));
    body.put("againAfter", again == null ? null : again.toString());
  }

  private static @Nullable String contact(@Nullable String to) {
    String phone = TwilioAddress.phone(to);
    return phone == null ? TwilioAddress.hidden(to) : phone;
  }

  /** Before {@code sent} the result of the send itself says as much. */
  private static String state(String status) {
    return switch (status) {
      case "sent" -> Receipts.State.SENT.name();
      case "delivered" -> Receipts.State.DELIVERED.name();
      case "read" -> Receipts.State.READ.name();
      case "failed", "undelivered", "canceled" -> Receipts.State.FAILED.name();
      default -> "PENDING";
    };
  }
}
