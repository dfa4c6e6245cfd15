package dev.recado.api.web;

import dev.recado.chat.conversation.Addresses;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.sales.proactive.ConversationIds;
import dev.recado.sales.seller.LeadOwner;
import dev.recado.spine.outbox.Contacts;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds whom a caller means: by phone, by conversation, or by a record of the CRM. */
@Component
@ConditionalOnRole(Role.WEB)
class Customers {

  private static final Pattern PLAIN = Pattern.compile("[\\d\\s+().|-]+");

  private final Addresses addresses;
  private final CrmPeople people;
  private final LeadOwner owner;
  private final ConversationIds ids;

  Customers(Addresses addresses, CrmPeople people, LeadOwner owner, ConversationIds ids) {
    this.owner = owner;
    this.addresses = addresses;
    this.people = people;
    this.ids = ids;
  }

  /** Who is meant; of several the first that says something, in this order. */
  record Whom(
      @Nullable String phone,
      @Nullable String conversation,
      @Nullable String contact,
      @Nullable String lead) {}

  /**
   * Finds how somebody is reached.
   *
   * @return the phone's digits, or the chat id of somebody whose phone is hidden
   * @throws dev.recado.spine.flow.TryLaterException where the CRM must be asked and is away
   * @throws dev.recado.spine.flow.UnprocessableException where the CRM refuses
   */
  String address(Whom whom) {
    String phone = said(whom.phone());
    String conversation = said(whom.conversation());
    String contact = said(whom.contact());
    String lead = said(whom.lead());
    if (phone != null) {
      return phone(phone, "'phone' (ou 'telefone')");
    }
    if (conversation != null) {
      return known(conversation(conversation).flatMap(addresses::address), "conversation_id");
    }
    if (contact != null) {
      return known(
          people.knownByContact(contact).or(() -> met(people.contact(contact))), "contact_id");
    }
    if (lead != null) {
      return known(people.knownByLead(lead).or(() -> met(people.lead(lead))), "lead_id");
    }
    throw Refusal.badRequest(
        "Informe de quem se trata: 'phone' (ou 'telefone'), 'conversation_id', 'contact_id' ou"
            + " 'lead_id'.");
  }

  /**
   * Writes down a record that is older than the hub, as if it had been met in time: its contact and
   * its lead belong to the customer's conversation, and that to who answers for the lead.
   *
   * @return the customer's phone, in digits
   */
  Optional<String> met(Optional<Found> found) {
    return found.flatMap(
        record -> {
          Optional<String> phone = people.meet(record);
          phone.map(Contacts::conversation).ifPresent(key -> owner.settle(key, record));
          return phone;
        });
  }

  /**
   * Reads what stands where a phone is asked for: a phone in any form, of a stranger too, or any id
   * of a conversation.
   *
   * @param field as the caller calls it, in quotes
   * @return the phone's digits, or the chat id of somebody whose phone is hidden
   */
  String phone(String written, String field) {
    PhoneReading reading = Phones.address(written);
    Optional<String> digits =
        PLAIN.matcher(written).matches() ? reading.digits() : Optional.empty();
    return digits
        .or(() -> conversation(written).flatMap(addresses::address))
        .or(reading::digits)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "O campo "
                        + field
                        + " não é um número de telefone: "
                        + reading.reason().words()
                        + "."));
  }

  private static String known(Optional<String> address, String field) {
    return address.orElseThrow(
        () -> Refusal.missing("O campo '" + field + "' não é de ninguém que o Recado conheça."));
  }

  /**
   * Reads what stands for a conversation.
   *
   * @return its key; empty where it is none, see {@link ConversationIds#key}
   */
  Optional<String> conversation(String written) {
    return ids.key(written);
  }

  private static @Nullable String said(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
