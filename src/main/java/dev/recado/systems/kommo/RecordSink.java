package dev.recado.systems.kommo;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLinks.Link;
import dev.recado.sales.proactive.ProactiveConversations;
import dev.recado.sales.seller.Outcome;
import dev.recado.sales.seller.Outcomes;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.Event;
import dev.recado.spine.intake.EventSink;
import dev.recado.spine.outbox.Contacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows what happens to Kommo's records: which person they belong to, who is responsible, and how
 * they end. An event that no flow takes is finished with that.
 */
final class RecordSink implements EventSink {

  private static final String ORIGIN = KommoWebhooks.NAME;

  /** The same in every pipeline; the other closed stage is that of lost leads. */
  private static final String WON = "142";

  private static final Pattern PRICE = Pattern.compile("[1-9]\\d{0,11}");

  private static final String CONTACT_ADDED = KommoTypes.of("contact", "added");
  private static final String CONTACT_UPDATED = KommoTypes.of("contact", "updated");
  private static final String LEAD_DELETED = KommoTypes.of("lead", "deleted");
  private static final String LEAD_UPDATED = KommoTypes.of("lead", "updated");

  private final CrmLinks links;
  private final Sellers sellers;
  private final Outcomes outcomes;
  private final ProactiveConversations openings;
  private final Predicate<String> talked;
  private final BiConsumer<String, String> forget;

  /**
   * Creates the sink.
   *
   * @param talked tells whether there is a conversation with this key
   * @param forget receives the kind and the id of each record that has changed in Kommo
   */
  RecordSink(
      CrmLinks links,
      Sellers sellers,
      Outcomes outcomes,
      ProactiveConversations openings,
      Predicate<String> talked,
      BiConsumer<String, String> forget) {
    this.links = links;
    this.sellers = sellers;
    this.outcomes = outcomes;
    this.openings = openings;
    this.talked = talked;
    this.forget = forget;
  }

  @Override
  public Set<String> types() {
    return KommoTypes.all();
  }

  @Override
  public void take(List<Event> events) {
    events.forEach(this::take);
  }

  private void take(Event event) {
    String type = event.type();
    boolean chat = text(event, "chat") != null || text(event, "chat_id") != null;
    if (!chat) {
      changed("lead", text(event, "leadId"));
      changed("contact", text(event, "contactId"));
    }
    if (type.equals(KommoTypes.LEAD_RESPONSIBLE)) {
      responsible(event);
    } else if (type.equals(LEAD_DELETED)
        || (type.equals(KommoTypes.LEAD_STATUS) || type.equals(LEAD_UPDATED))
            && KommoLead.closes(text(event, "status_id"))) {
      over(event, text(event, "leadId"));
    } else if (type.equals(CONTACT_ADDED) || type.equals(CONTACT_UPDATED)) {
      contact(event);
    } else if (chat) {
      chat(text(event, "contactId"), text(event, "leadId"));
      talk(text(event, "contactId"), text(event, "talk"), text(event, "talk_id"));
    }
  }

  /**
   * Records which of Kommo's own conversations a contact is in; a message and a talk name it
   * differently.
   */
  private void talk(@Nullable String contact, @Nullable String ofMessage, @Nullable String own) {
    String talk = ofMessage == null ? own : ofMessage;
    if (contact != null && talk != null) {
      links.talks(contact, talk);
    }
  }

  private void changed(String kind, @Nullable String id) {
    if (id != null) {
      forget.accept(kind, id);
    }
  }

  /** Records which lead the chat of a known contact is about. */
  private void chat(@Nullable String contact, @Nullable String lead) {
    if (contact != null && lead != null) {
      links
          .byContact(contact)
          .filter(link -> !lead.equals(link.lead()))
          .ifPresent(link -> links.learn(link.conversation(), null, lead));
    }
  }

  /**
   * Connects a contact with a conversation. A contact with several phones, in one value or in many,
   * stays in the conversation of one of them. Otherwise it gets the existing conversation of any of
   * its numbers.
   */
  private void contact(Event event) {
    String contact = text(event, "contactId");
    List<String> conversations = conversations(event.body().get("phones"));
    if (contact == null || conversations.isEmpty()) {
      return;
    }
    boolean settled =
        links
            .byContact(contact)
            .map(Link::conversation)
            .filter(conversations::contains)
            .isPresent();
    if (!settled) {
      String one = conversations.stream().filter(talked).findFirst().orElse(conversations.get(0));
      links.learn(one, contact, null);
    }
  }

  private static List<String> conversations(@Nullable Object phones) {
    List<?> written = phones instanceof List<?> list ? list : List.of();
    return Phones.all(written.stream().map(String::valueOf).toList()).stream()
        .map(Contacts::conversation)
        .distinct()
        .toList();
  }

  private void over(Event event, @Nullable String lead) {
    if (lead != null) {
      Optional<String> conversation = links.byLead(lead).map(Link::conversation);
      if (event.type().equals(LEAD_DELETED)) {
        conversation.ifPresent(sellers::close);
      } else {
        conversation
            .or(() -> outcomes.conversationOf(lead))
            .ifPresent(key -> outcomes.close(key, outcome(event, lead, key)));
      }
      openings.endLead(lead, "O lead foi encerrado no Kommo");
      links.forgetLead(lead);
    }
  }

  private Outcome outcome(Event event, String lead, String conversation) {
    boolean won = WON.equals(text(event, "status_id"));
    BigDecimal price = won ? price(text(event, "price")) : null;
    boolean known =
        price != null
            && outcomes
                .current(conversation)
                .map(stored -> stored.outcome().value())
                .filter(value -> value.setScale(0, RoundingMode.HALF_UP).compareTo(price) == 0)
                .isPresent();
    return new Outcome(won, known ? null : price, null, lead, ORIGIN);
  }

  /** Kommo has no decimals, and 0 for a value that nobody entered. */
  private static @Nullable BigDecimal price(@Nullable String written) {
    return written == null || !PRICE.matcher(written).matches() ? null : new BigDecimal(written);
  }

  /**
   * Moves the conversation to the new responsible user. The hub's own change comes back as well and
   * has no further effect. A user who gets no leads from the hub, such as the integration's own,
   * takes no conversation from anybody.
   */
  private void responsible(Event event) {
    String lead = text(event, "leadId");
    String user = text(event, "responsible_user_id");
    if (lead == null || user == null) {
      return;
    }
    Optional<Seller> seller = sellers.byExternalId(ORIGIN, user).filter(Seller::active);
    Optional<String> conversation = links.byLead(lead).map(Link::conversation);
    if (seller.isPresent() && conversation.isPresent()) {
      move(conversation.get(), seller.get());
    }
  }

  private void move(String conversation, Seller seller) {
    boolean his =
        sellers.of(conversation).map(Seller::id).filter(id -> id == seller.id()).isPresent();
    if (!his) {
      sellers.move(conversation, seller.id(), "Responsável alterado no Kommo");
    }
  }

  private static @Nullable String text(Event event, String field) {
    Object value = event.body().get(field);
    return value instanceof String text && !text.isBlank() ? text : null;
  }
}
