package dev.recado.sales.proactive;

import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Messages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Tells whether the hub already knows a person, for the Kamelet {@code acquaintance-action}. */
public final class Acquaintance {

  static final String OURS = "o próprio Recado criou o lead deste contato";
  static final String TALKING = "o contato já está conversando";

  private final Messages messages;
  private final CustomerMessages customers;
  private final ProactiveConversations openings;
  private final Duration idle;
  private final Clock clock;

  Acquaintance(
      Messages messages,
      CustomerMessages customers,
      ProactiveConversations openings,
      Duration idle,
      Clock clock) {
    this.messages = messages;
    this.customers = customers;
    this.openings = openings;
    this.idle = idle;
    this.clock = clock;
  }

  /**
   * Sets the variable {@code acquaintance}, a map: {@code known} is the reason not to greet a new
   * lead of the CRM, or null; {@code running} tells whether a conversation that the hub began runs
   * with the contact.
   *
   * <p>The hub stores its request for a lead before the CRM can report the lead.
   *
   * @param exchange its variable {@code acquaintancePhone} is the phone of the lead
   */
  public void set(Exchange exchange) {
    String phone = exchange.getVariable("acquaintancePhone", String.class);
    Map<String, @Nullable Object> acquaintance = new LinkedHashMap<>();
    acquaintance.put("known", known(phone).orElse(null));
    acquaintance.put("running", running(phone));
    exchange.setVariable("acquaintance", acquaintance);
  }

  boolean running(@Nullable String phone) {
    return Phones.address(phone)
        .digits()
        .map(Contacts::conversation)
        .flatMap(openings::running)
        .isPresent();
  }

  Optional<String> known(@Nullable String phone) {
    String conversation = Phones.address(phone).digits().map(Contacts::conversation).orElse("");
    Instant since = clock.instant().minus(idle);
    if (messages.wanted("crm-lead", "crm:" + conversation, since)) {
      return Optional.of(OURS);
    }
    return customers.wroteSince(conversation, since) ? Optional.of(TALKING) : Optional.empty();
  }
}
