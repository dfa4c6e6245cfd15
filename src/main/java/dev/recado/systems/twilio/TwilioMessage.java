package dev.recado.systems.twilio;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Received;
import dev.recado.spine.intake.UnreadableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message of a customer (docs/contracts.md#twilio-incoming-messages). */
final class TwilioMessage {

  private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}(\\.\\d{1,20})?");
  private static final BigDecimal FARTHEST = BigDecimal.valueOf(180);

  /** WhatsApp sends one file with a message; more are of another channel of Twilio. */
  private static final int MOST_FILES = 10;

  private static final List<String> FAMILIES = List.of("image", "video", "audio");

  private static final String REFERRAL = "Referral";

  private static final List<String> REFERRALS =
      List.of("Body", "Headline", "SourceId", "SourceType", "SourceUrl", "CtwaClid");

  private final TwilioForm form;
  private final List<Map<String, String>> files;

  private TwilioMessage(TwilioForm form) {
    this.form = form;
    this.files = files(form);
  }

  /**
   * Reads a message into the hub's own fields.
   *
   * @param receivedAt counts as the time of the message, for Twilio tells none
   * @throws UnreadableException if it names no author
   */
  static Map<String, @Nullable Object> read(
      TwilioForm form, String id, Channel channel, Instant receivedAt) {
    TwilioCustomer customer = TwilioCustomer.of(form);
    if (customer == null) {
      throw new UnreadableException("The message names no WhatsApp account as its author", null);
    }
    Received received =
        Received.by(channel)
            .chat(customer.id(), customer.phone(), customer.id())
            .name(form.get("ProfileName"))
            .id(id)
            .at(receivedAt, receivedAt, Duration.ZERO)
            .with("externalUserId", TwilioAddress.hidden(form.get("ExternalUserId")));
    new TwilioMessage(form).fill(received);
    return received.body();
  }

  private void fill(Received received) {
    String button = form.get("ButtonText");
    String text = button == null ? form.get("Body") : button;
    BigDecimal latitude = degrees("Latitude");
    BigDecimal longitude = degrees("Longitude");
    boolean place = latitude != null && longitude != null;
    received.content(kind(text, place), text);
    String pressed = form.get("ButtonPayload");
    if (pressed != null) {
      received.button(pressed, text == null ? pressed : text);
    }
    if (latitude != null && longitude != null) {
      received.location(latitude, longitude, or(form.get("Label"), form.get("Address")));
    }
    media(received);
    String quoted = form.get("OriginalRepliedMessageSid");
    if (quoted != null) {
      received.replyTo(quoted, null);
    }
    received.with("referral", referral());
  }

  private void media(Received received) {
    if (files.isEmpty()) {
      return;
    }
    Map<String, String> first = files.get(0);
    received.media(String.valueOf(first.get("ref")), first.get("mimetype"), null, null);
    if (files.size() > 1) {
      received.with("moreMedia", files.subList(1, files.size()));
    }
  }

  private static List<Map<String, String>> files(TwilioForm form) {
    List<Map<String, String>> files = new ArrayList<>();
    for (int at = 0; at < MOST_FILES; at++) {
      String url = form.get("MediaUrl" + at);
      String type = form.get("MediaContentType" + at);
      if (url != null) {
        Map<String, String> file = new LinkedHashMap<>();
        file.put("ref", url);
        if (type != null) {
          file.put("mimetype", type);
        }
        files.add(file);
      }
    }
    return files;
  }

  /** The type of the file decides: the values of {@code MessageType} are not documented. */
  private String kind(@Nullable String text, boolean place) {
    if (!files.isEmpty()) {
      String type = String.valueOf(files.get(0).get("mimetype")).toLowerCase(Locale.ROOT);
      String family = type.replaceFirst("/.*", "");
      if (type.contains("vcard")) {
        return "contact";
      }
      boolean sticker = "sticker".equals(form.get("MessageType"));
      return sticker ? "sticker" : FAMILIES.contains(family) ? family : "document";
    }
    if (place) {
      return "location";
    }
    return text == null ? "unknown" : "text";
  }

  private @Nullable BigDecimal degrees(String name) {
    String text = Objects.requireNonNullElse(form.get(name), "");
    if (!DEGREES.matcher(text).matches()) {
      return null;
    }
    BigDecimal degrees = new BigDecimal(text);
    return degrees.abs().compareTo(FARTHEST) > 0 ? null : degrees;
  }

  /** The advertisement that led the customer here, or null. */
  private @Nullable Map<String, String> referral() {
    Map<String, String> referral = new LinkedHashMap<>();
    for (String name : REFERRALS) {
      String value = form.get(REFERRAL + name);
      if (value != null) {
        referral.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value);
      }
    }
    return referral.isEmpty() ? null : referral;
  }

  private static @Nullable String or(@Nullable String text, @Nullable String otherwise) {
    return text == null ? otherwise : text;
  }
}
