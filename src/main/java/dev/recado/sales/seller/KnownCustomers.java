package dev.recado.sales.seller;

import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.outbox.Customers;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds a customer by phone, by conversation, or by a CRM record. */
@Component
@ConditionalOnRole(Role.WEB)
class KnownCustomers implements Customers {

  private static final Pattern PLAIN = Pattern.compile("[\\d\\s+().|-]+");

  private final Identities identities;
  private final CrmPeople people;
  private final LeadOwner owner;
  private final ConversationIds ids;

  KnownCustomers(Identities identities, CrmPeople people, LeadOwner owner, ConversationIds ids) {
    this.owner = owner;
    this.identities = identities;
    this.people = people;
    this.ids = ids;
  }

  @Override
  public String address(Whom whom) {
    String phone = Said.text(whom.phone());
    String conversation = Said.text(whom.conversation());
    String contact = Said.text(whom.contact());
    String lead = Said.text(whom.lead());
    if (phone != null) {
      return phone(phone, "'phone' (ou 'telefone')");
    }
    if (conversation != null) {
      return known(conversation(conversation).flatMap(identities::address), "conversation_id");
    }
    if (contact != null) {
      return known(
          people.knownByContact(contact).or(() -> owner.meet(people.contact(contact))),
          "contact_id");
    }
    if (lead != null) {
      return known(people.knownByLead(lead).or(() -> owner.meet(people.lead(lead))), "lead_id");
    }
    throw Refusal.badRequest(
        "Informe de quem se trata: 'phone' (ou 'telefone'), 'conversation_id', 'contact_id' ou"
            + " 'lead_id'.");
  }

  @Override
  public String phone(String written, String field) {
    PhoneReading reading = Phones.address(written);
    Optional<String> digits =
        PLAIN.matcher(written).matches() ? reading.digits() : Optional.empty();
    return digits
        .or(() -> conversation(written).flatMap(identities::address))
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

  @Override
  public Optional<String> conversation(String written) {
    return ids.key(written);
  }
}
