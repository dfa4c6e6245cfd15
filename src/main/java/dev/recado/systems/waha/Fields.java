package dev.recado.systems.waha;

import dev.recado.systems.engine.Scalars;
import org.jspecify.annotations.Nullable;

/** The scalars of a webhook that identify its message, chat and session, read in any way. */
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

  /** A revocation holds the message twice: before and after the change. */
  String PAYLOAD = "payload/";

  String AFTER = "payload/after/";
  String BEFORE = "payload/before/";

  /**
   * Reads one field.
   *
   * @param path its names from the outside in, separated by slashes
   * @return its text, or null if it is absent, empty, too long or holds control characters
   */
  @Nullable String get(String path);

  /** The same, also if the webhook holds the message before and after a change. */
  default @Nullable String told(String path) {
    String plain = get(path);
    if (plain != null || !path.startsWith(PAYLOAD)) {
      return plain;
    }
    String rest = path.substring(PAYLOAD.length());
    String after = get(AFTER + rest);
    return after == null ? get(BEFORE + rest) : after;
  }

  /** The message's id, whose place differs by engine. */
  default @Nullable String messageId() {
    String id = get(MESSAGE_ID);
    return id == null ? get(MESSAGE_ID_OF_WEBJS) : id;
  }

  /** The message's id, or that of the message after or before the change. */
  default @Nullable String toldMessageId() {
    String id = told(MESSAGE_ID);
    return id == null ? told(MESSAGE_ID_OF_WEBJS) : id;
  }

  /**
   * Whether this only announces a message that could not be decrypted yet, or something that is no
   * message. The message itself may still come, under the same id.
   */
  default boolean placeholder() {
    String stub = get(STUB);
    boolean stubbed = stub != null && !stub.equals("0") && !stub.equals("UNKNOWN");
    return stubbed || "ciphertext".equals(get(TYPE));
  }

  /** Returns the text if it can be stored, compared and indexed, otherwise null. */
  static @Nullable String usable(@Nullable String text) {
    return Scalars.usable(text);
  }
}
