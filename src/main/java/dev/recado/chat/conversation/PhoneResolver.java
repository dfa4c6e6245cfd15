package dev.recado.chat.conversation;

import java.util.Optional;

/** Finds the phone behind an identity that hides it; one bean for each channel that can. */
public interface PhoneResolver {

  /**
   * Asks for the phone of somebody.
   *
   * @param externalId the identity, for example {@code 123456789012345@lid}
   * @return the phone's international digits as the provider gives them, or empty where it does not
   *     know or does not answer; never throws
   */
  Optional<String> phoneOf(String externalId);
}
