package dev.recado.web;

import dev.recado.conversation.Addresses;
import dev.recado.crm.CrmLinks;
import dev.recado.opening.Opening;
import dev.recado.opening.Openings;
import dev.recado.outbox.Contacts;
import dev.recado.phone.Phones;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds whom a caller means: by phone, by conversation, or by a record of the CRM. */
@Component
@ConditionalOnRole(Role.WEB)
class Customers {

  private static final String CHANNEL = "whatsapp:";
  private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private final Addresses addresses;
  private final CrmLinks links;
  private final Openings openings;

  Customers(Addresses addresses, CrmLinks links, Openings openings) {
    this.addresses = addresses;
    this.links = links;
    this.openings = openings;
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
   */
  String address(Whom whom) {
    String phone = said(whom.phone());
    String conversation = said(whom.conversation());
    String contact = said(whom.contact());
    String lead = said(whom.lead());
    if (phone != null) {
      return digits(phone);
    }
    if (conversation != null) {
      return known(conversation(conversation), "conversation_id");
    }
    if (contact != null) {
      return known(links.byContact(contact).map(CrmLinks.Link::conversation), "contact_id");
    }
    if (lead != null) {
      return known(links.byLead(lead).map(CrmLinks.Link::conversation), "lead_id");
    }
    throw Refusal.badRequest(
        "Informe de quem se trata: 'phone' (ou 'telefone'), 'conversation_id', 'contact_id' ou"
            + " 'lead_id'.");
  }

  private static String digits(String phone) {
    return Phones.digits(phone)
        .orElseThrow(
            () ->
                Refusal.badRequest("O campo 'phone' (ou 'telefone') não é um número de telefone."));
  }

  private String known(Optional<String> conversation, String field) {
    return conversation
        .flatMap(addresses::address)
        .orElseThrow(
            () ->
                Refusal.missing("O campo '" + field + "' não é de ninguém que o Recado conheça."));
  }

  /**
   * Reads what stands for a conversation: the id that {@code /start-proactive} gave, its key, a
   * phone in any form, or a chat id.
   *
   * @return its key; empty where it is none of these
   */
  Optional<String> conversation(String written) {
    String id = written.strip();
    if (id.matches(UUID_FORM)) {
      return openings.byId(UUID.fromString(id)).map(Opening::conversation);
    }
    String bare = id.startsWith(CHANNEL) ? id.substring(CHANNEL.length()) : id;
    return id.startsWith(CHANNEL) || id.endsWith("@lid")
        ? Optional.of(Contacts.conversation(Phones.digits(bare).orElse(bare)))
        : Phones.digits(bare).map(Contacts::conversation);
  }

  private static @Nullable String said(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
