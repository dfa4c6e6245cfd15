package dev.recado.chat.conversation;

import java.util.Optional;

/** Finds the phone behind a hidden identity. Each channel that can has one bean. */
public interface PhoneResolver {

  /**
   * Asks for a phone.
   *
   * @param externalId the identity, for example {@code 123456789012345@lid}
   * @return international digits as the provider gives them, or empty if the provider does not know
   *     or does not answer; never throws
   */
  Optional<String> phoneOf(String externalId);
}
