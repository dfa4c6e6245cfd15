package dev.recado.systems.waha;

import org.jspecify.annotations.Nullable;

/** The scalars of a webhook that tell who and what it is, however they were read. */
interface Fields {

  String EVENT = "event";
  String ID = "id";
  String SESSION = "session";
  String MESSAGE_ID = "payload/id";
  String MESSAGE_ID_OF_WEBJS = "payload/id/_serialized";
  String FROM = "payload/from";
  String TO = "payload/to";
  String FROM_ME = "payload/fromMe";
  String ACK = "payload/ack";
  String PARTICIPANT = "payload/participant";
  String ALTERNATIVE = "payload/_data/key/remoteJidAlt";
  String ALTERNATIVE_SENDER = "payload/_data/Info/SenderAlt";
  String ALTERNATIVE_RECIPIENT = "payload/_data/Info/RecipientAlt";
  String STUB = "payload/_data/messageStubType";
  String TYPE = "payload/_data/type";

  /** A revocation holds the message twice, as it is and as it was. */
  String PAYLOAD = "payload/";

  String AFTER = "payload/after/";
  String BEFORE = "payload/before/";

  /** Keys and subjects are stored and indexed; what is longer is none. */
  int LONGEST = 256;

  /**
   * Reads one.
   *
   * @param path its names from the outside in, with slashes between
   * @return its text, or null where it is absent, empty, too long or holds control characters
   */
  @Nullable String get(String path);

  /** The same, also where the webhook holds a message of before and one of after. */
  default @Nullable String told(String path) {
    String plain = get(path);
    if (plain != null || !path.startsWith(PAYLOAD)) {
      return plain;
    }
    String rest = path.substring(PAYLOAD.length());
    String after = get(AFTER + rest);
    return after == null ? get(BEFORE + rest) : after;
  }

  /** The message's id; engines differ in its place. */
  default @Nullable String messageId() {
    String id = get(MESSAGE_ID);
    return id == null ? get(MESSAGE_ID_OF_WEBJS) : id;
  }

  /** The message's id, or that of the message of after or before. */
  default @Nullable String toldMessageId() {
    String id = told(MESSAGE_ID);
    return id == null ? told(MESSAGE_ID_OF_WEBJS) : id;
  }

  /**
   * Whether this only holds the place of a message that could not be decrypted yet, or of something
   * that is none: the message itself may still come, under the same id.
   */
  default boolean placeholder() {
    String stub = get(STUB);
    boolean stubbed = stub != null && !stub.equals("0") && !stub.equals("UNKNOWN");
    return stubbed || "ciphertext".equals(get(TYPE));
  }

  /** Leaves what can be stored, compared and indexed. */
  static @Nullable String usable(@Nullable String text) {
    return text == null
            || text.isBlank()
            || text.length() > LONGEST
            || text.chars().anyMatch(Character::isISOControl)
        ? null
        : text;
  }
}
