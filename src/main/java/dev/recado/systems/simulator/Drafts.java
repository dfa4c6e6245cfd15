package dev.recado.systems.simulator;

import dev.recado.ground.web.Refusal;
import dev.recado.spine.ingress.StableId;
import dev.recado.systems.simulator.SimulatedPhones.Message;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns drafts into messages, and refuses what no phone could send. */
final class Drafts {

  /** WhatsApp itself takes no more. */
  private static final int LONGEST_TEXT = 65_536;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");
  private static final Pattern META_ID = Pattern.compile("(wamid\\.)?[A-Za-z0-9+/=]{1,150}");
  private static final BigDecimal LATITUDE = new BigDecimal("-23.561414");
  private static final BigDecimal LONGITUDE = new BigDecimal("-46.655881");

  private final SimulatedPhones phones;
  private final Accounts accounts;
  private final Presses presses;
  private final Clock clock;

  Drafts(SimulatedPhones phones, Accounts accounts, Presses presses, Clock clock) {
    this.phones = phones;
    this.accounts = accounts;
    this.presses = presses;
    this.clock = clock;
  }

  /** The number of the business that a draft is for. */
  Account account(String phone, Draft draft) {
    draft.unknown().keySet().stream()
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.badRequest("A message has no field '" + name + "'.");
            });
    if (draft.channel() != null) {
      return accounts.named(draft.channel()).orElseThrow(() -> noChannel());
    }
    return open(phone)
        .or(accounts::preferred)
        .orElseThrow(() -> Refusal.badRequest("The hub has no active channel on the simulator."));
  }

  /** The number of the chat that the person has before the eyes. */
  private Optional<Account> open(String phone) {
    return phones
        .last(phone)
        .flatMap(last -> accounts.all().stream().filter(one -> one.holds(last)).findFirst());
  }

  private Refusal noChannel() {
    return Refusal.badRequest(
        "The field 'channel' names no active channel on the simulator. There are: "
            + accounts.all().stream().map(Account::channel).collect(Collectors.joining(", "))
            + ".");
  }

  /** Reads a draft of a phone for a number of the business. */
  Incoming message(String phone, Account account, Draft draft) {
    one(draft);
    String chatId = chatId(phone, account, draft.lid());
    MessageType type = type(draft);
    String text = draft.text() == null ? "" : typed(draft.text());
    Incoming message =
        new Incoming(
            id(account, chatId, draft),
            chatId,
            type,
            text,
            draft.name() == null ? null : typed(draft.name()),
            clock.instant(),
            extras(type, text, draft),
            about(phone, account, draft));
    if (draft.button() != null) {
      return presses.press(phone, account, draft.button(), message);
    }
    if (draft.reaction() == null) {
      check(message);
    }
    return message;
  }

  private static void check(Incoming message) {
    if (message.type() == MessageType.TEXT && message.text().isBlank()) {
      throw Refusal.badRequest(
          "The message has no 'text', 'button', 'media', 'location' or 'reaction'.");
    }
    if (message.text().length() > LONGEST_TEXT) {
      throw Refusal.badRequest("The 'text' is longer than " + LONGEST_TEXT + " characters.");
    }
  }

  /** A message is one thing; only a file and a place may have a text with them. */
  private static void one(Draft draft) {
    boolean alone = draft.button() != null || draft.reaction() != null;
    long parts =
        Stream.of(draft.button(), draft.media(), draft.location(), draft.reaction())
            .filter(Objects::nonNull)
            .count();
    if (parts > 1 || alone && (draft.text() != null || draft.type() != null)) {
      throw Refusal.badRequest(
          "The fields 'button', 'media', 'location' and 'reaction' exclude each other, and"
              + " 'button' and 'reaction' also exclude 'text' and 'type'.");
    }
    boolean text = parts == 0 && (draft.type() == null || draft.type() == MessageType.TEXT);
    if (draft.fromUs() && !text) {
      throw Refusal.badRequest("A message of the business itself must be a text.");
    }
  }

  private static MessageType type(Draft draft) {
    MessageType implied =
        draft.media() != null
            ? file(draft.media()).type()
            : draft.location() != null ? MessageType.LOCATION : null;
    if (implied != null && draft.type() != null && draft.type() != implied) {
      throw Refusal.badRequest("The field 'type' must be " + implied.kind() + " or absent.");
    }
    return implied != null ? implied : Objects.requireNonNullElse(draft.type(), MessageType.TEXT);
  }

  private static SampleFile file(String name) {
    return SampleFile.named(name)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "The field 'media' names no file of the phone. There are: "
                        + SampleFile.names()
                        + "."));
  }

  private static Extras extras(MessageType type, String text, Draft draft) {
    if (draft.reaction() != null) {
      String id = draft.reaction().messageId();
      if (id == null) {
        throw Refusal.badRequest("The field 'reaction.messageId' is missing.");
      }
      String emoji = draft.reaction().emoji();
      return Extras.reaction(new Extras.Reaction(id, emoji == null ? "" : typed(emoji)));
    }
    if (type == MessageType.LOCATION) {
      return Extras.place(place(draft.location(), text)).replyingTo(draft.replyTo());
    }
    return SampleFile.of(type)
        .map(file -> new Extras.Media(file.mediaId(), file.file(), type.mimetype(), null))
        .map(Extras::file)
        .orElse(Extras.NONE)
        .replyingTo(draft.replyTo());
  }

  private static Extras.Place place(Draft.@Nullable Place place, String text) {
    if (place == null) {
      return new Extras.Place(LATITUDE, LONGITUDE, text.isEmpty() ? null : text);
    }
    return new Extras.Place(
        degrees(place.latitude(), 90, "location.latitude"),
        degrees(place.longitude(), 180, "location.longitude"),
        place.name() == null ? text.isEmpty() ? null : text : typed(place.name()));
  }

  private static BigDecimal degrees(@Nullable BigDecimal degrees, int limit, String field) {
    if (degrees == null || degrees.abs().compareTo(BigDecimal.valueOf(limit)) > 0) {
      throw Refusal.badRequest(
          "The field '%s' must be a number from -%d to %d.".formatted(field, limit, limit));
    }
    return degrees;
  }

  /** The message that the draft quotes or reacts to. */
  private @Nullable Message about(String phone, Account account, Draft draft) {
    Draft.Reaction reaction = draft.reaction();
    String id = reaction == null ? draft.replyTo() : reaction.messageId();
    String field = reaction == null ? "replyTo" : "reaction.messageId";
    return id == null
        ? null
        : phones
            .find(phone, account, id)
            .orElseThrow(
                () ->
                    Refusal.badRequest(
                        "The field '%s' names no message between this phone and the channel '%s'."
                            .formatted(field, account.channel())));
  }

  /**
   * Removes a NUL and half a character: no keyboard types them, and they cannot be stored or sent.
   */
  private static String typed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replace("\0", "");
  }

  private static String id(Account account, String chatId, Draft draft) {
    String given = draft.messageId();
    if (given == null) {
      return account.meta() ? MessageIds.wamid(chatId, draft.fromUs()) : MessageIds.next();
    }
    if (!(account.meta() ? META_ID : ID).matcher(given).matches()) {
      throw Refusal.badRequest("The 'messageId' must hold only letters and digits.");
    }
    return account.meta() && !given.startsWith(MessageIds.WAMID) ? MessageIds.WAMID + given : given;
  }

  private static String chatId(String phone, Account account, @Nullable String lid) {
    if (lid == null || lid.equals("false")) {
      return account.meta() ? phone : phone + "@c.us";
    }
    String digits = lid.equals("true") ? hidden(phone) : lid.replaceFirst("@lid$", "");
    if (!digits.matches("\\d{6,20}")) {
      throw Refusal.badRequest("The 'lid' must have 6 to 20 digits.");
    }
    return account.meta() ? "BR." + digits : digits + "@lid";
  }

  /** Makes a hidden identity: always the same for a phone, without revealing the phone. */
  private static String hidden(String phone) {
    long number = StableId.of("lid", phone).getLeastSignificantBits() >>> 14;
    return "1%015d".formatted(number % 1_000_000_000_000_000L);
  }
}
