package dev.recado.sales.proactive;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.outbox.Contacts;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells whether the hub knows somebody already, for the Kamelet {@code acquaintance-action}. */
public final class Acquaintance {

  static final String OURS = "o próprio Recado criou o lead deste contato";
  static final String TALKING = "o contato já está conversando";

  private final JdbcClient jdbc;
  private final ProactiveConversations openings;
  private final Duration idle;
  private final Clock clock;

  Acquaintance(JdbcClient jdbc, ProactiveConversations openings, Duration idle, Clock clock) {
    this.jdbc = jdbc;
    this.openings = openings;
    this.idle = idle;
    this.clock = clock;
  }

  /**
   * Sets the variable {@code known}: why a new lead of the CRM is no reason to greet, or null; and
   * {@code running}: whether a conversation that the hub began runs with the contact.
   *
   * <p>The row that asks for a lead is there before the CRM can tell of the lead.
   *
   * @param exchange whose variable {@code acquaintancePhone} says whose lead it is
   */
  public void check(Exchange exchange) {
    String phone = exchange.getVariable("acquaintancePhone", String.class);
    exchange.setVariable("known", known(phone).orElse(null));
    exchange.setVariable("running", running(phone));
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
    if (lately(
        "select 1 from outbox where kind = 'crm-lead' and conversation = 'crm:' || ?"
            + " and state <> 'CANCELLED' and created_at > ?",
        conversation)) {
      return Optional.of(OURS);
    }
    return lately(
            "select 1 from chat_message where conversation = ? and author = 'CUSTOMER'"
                + " and received_at > ?",
            conversation)
        ? Optional.of(TALKING)
        : Optional.empty();
  }

  private boolean lately(String query, String conversation) {
    return jdbc.sql("select exists (" + query + ")")
        .params(conversation, Timestamp.from(clock.instant().minus(idle)))
        .query(Boolean.class)
        .single();
  }
}
