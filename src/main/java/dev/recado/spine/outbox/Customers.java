package dev.recado.spine.outbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the customer that a caller of the API means; the package that knows the CRM implements it.
 */
public interface Customers {

  /**
   * What a caller says about a customer; the first field that is present counts.
   *
   * @param phone in any form, or null
   * @param conversation any id of a conversation, or null
   * @param contact the contact's id in the CRM, or null
   * @param lead the lead's id in the CRM, or null
   */
  record Whom(
      @Nullable String phone,
      @Nullable String conversation,
      @Nullable String contact,
      @Nullable String lead) {}

  /**
   * Finds how a customer is reached.
   *
   * @param whom what the caller says about the customer
   * @return the phone's digits, or the chat id where the phone is hidden
   * @throws dev.recado.ground.web.Refusal with 400 or 404 if nobody is found
   * @throws RuntimeException the same as in flows, if the CRM must be asked and is unavailable or
   *     refuses
   */
  String address(Whom whom);

  /**
   * Reads a phone in any form, even of an unknown person, or any id of a conversation.
   *
   * @param written as the caller wrote it
   * @param field the caller's name for the field, in quotes
   * @return the phone's digits, or the chat id where the phone is hidden
   * @throws dev.recado.ground.web.Refusal with 400 if it is neither
   */
  String phone(String written, String field);

  /**
   * Reads any id of a conversation.
   *
   * @param written as the caller wrote it
   * @return the conversation's key, or empty if there is no such id
   */
  Optional<String> conversation(String written);
}
