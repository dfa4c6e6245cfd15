package dev.recado;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider of WhatsApp for tests: it answers with the bytes of the samples in {@code contracts/},
 * misbehaves on demand, and keeps what it was sent.
 */
public interface StubProvider extends Closeable {

  /**
   * A message that was read to its end.
   *
   * @param kind {@code text}, {@code template}, {@code buttons}, {@code list}, {@code image},
   *     {@code document}, {@code audio}, {@code video} or {@code location}, as the provider's own
   *     request says
   * @param to how the request addresses the customer
   * @param text the text, the caption or the question; empty where it has none
   * @param details what else there is: {@code url}, {@code filename}, {@code template}, {@code
   *     values} (a list of texts), {@code choices} (a list of ids), {@code latitude}, {@code
   *     longitude}
   * @param id the id that the stub gave it, as its receipts name it
   */
  record Got(String kind, String to, String text, Map<String, Object> details, String id) {}

  /** The settings and credentials that a channel at this stub needs, by field. */
  Map<String, String> credentials();

  /** The messages that reached WhatsApp, in order; also those whose answer was lost. */
  List<Got> got();

  /**
   * Answers the next send with an error, without passing it on.
   *
   * @param status of HTTP
   * @param body of the answer, such as a sample
   */
  void refuseNext(int status, byte[] body);

  /** Passes the next send on, and closes the line instead of answering. */
  void dropNext();

  /** A webhook as the provider posts it. */
  record Webhook(String path, Map<String, String> headers, String contentType, byte[] body) {}

  /** What a webhook tells. */
  enum What {
    TEXT,
    IMAGE,
    DOCUMENT,
    AUDIO,
    BUTTON,
    LIST,
    LOCATION,
    REACTION,
    REPLY,
    EDITED,
    DELETED,
    SENT,
    DELIVERED,
    READ,
    FAILED
  }

  /**
   * Writes a webhook of a customer, or of a message of the hub, signed with the current secret.
   *
   * @param what it tells
   * @param phone the customer's digits
   * @param id of the message that it brings; for a receipt, an edit, a deletion or a reaction, of
   *     the message that it is about
   * @param text the text, the caption, the emoji, or the title of a choice
   * @param other the id of the choice, of the quoted message or of the file; else null
   * @return null if this provider has no such webhook in its contract
   */
  @Nullable Webhook webhook(
      What what, String phone, String id, String text, @Nullable String other);

  /**
   * The same webhook with a signature or token that is wrong.
   *
   * @param good a webhook of this stub
   */
  Webhook forged(Webhook good);

  /**
   * The same webhook without any signature or token.
   *
   * @param good a webhook of this stub
   */
  Webhook unsigned(Webhook good);
}
