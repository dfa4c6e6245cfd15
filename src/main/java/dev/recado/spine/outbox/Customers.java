package dev.recado.spine.outbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the customer that a caller of the API means; the room that knows the CRM does. */
public interface Customers {

  /**
   * What a caller says of a customer; of several fields the first that is there counts.
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
   * @param whom what the caller says
   * @return the phone's digits, or the chat id where the phone is hidden
   * @throws dev.recado.ground.web.Refusal with 400 or 404 where nobody is found
   * @throws RuntimeException as flows know it, where the CRM must be asked and is away or refuses
   */
  String address(Whom whom);

  /**
   * Reads a phone in any form, of a stranger too, or any id of a conversation.
   *
   * @param written as the caller wrote it
   * @param field as the caller calls it, in quotes
   * @return the phone's digits, or the chat id where the phone is hidden
   * @throws dev.recado.ground.web.Refusal with 400 where it is neither
   */
  String phone(String written, String field);

  /**
   * Reads any id of a conversation.
   *
   * @param written as the caller wrote it
   * @return the conversation's key, or empty where there is no such id
   */
  Optional<String> conversation(String written);
}
