package dev.recado.chat.media;

/** Where the file of a message stands. */
enum MediaState {
  /** It is being fetched, or will be again. */
  WAITING,
  /** The hub has it. */
  STORED,
  /** It is too large, or of a type that the hub does not keep. */
  REFUSED,
  /** The provider has not given it in time. */
  FAILED,
  /** The hub had it, and has deleted it after its time. */
  EXPIRED
}
