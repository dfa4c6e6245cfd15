package dev.recado.sales.commerce;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.commerce.Orders.By;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets the events that announce a change of an order, in the transaction that made the change. */
final class OrderNews {

  static final String SOURCE = "order";

  private final Timers timers;
  private final OwnRecords records;

  OrderNews(Timers timers, ObjectMapper json) {
    this.timers = timers;
    this.records = new OwnRecords(SOURCE, json);
  }

  /**
   * Announces a change of an order.
   *
   * @param type the event type
   * @param order which one
   * @param said what the customer must know of the change, or null
   */
  void tell(String type, long order, By by, @Nullable String said, Instant now) {
    Map<String, Object> facts = facts(type, by, said);
    facts.put("order", order);
    emit(by, type, "order:" + order, facts, now);
  }

  /**
   * Announces that a cart could not become an order.
   *
   * @param address the customer
   * @param said why
   */
  void declined(String type, String address, By by, String said, Instant now) {
    Map<String, Object> facts = facts(type, by, said);
    facts.put("to", address);
    emit(by, type, "order of " + address, facts, now);
  }

  private static Map<String, Object> facts(String type, By by, @Nullable String said) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", type);
    facts.put("by", by.name());
    facts.put("byCustomer", by.turn() != null);
    if (by.channel() != null) {
      facts.put("channel", by.channel());
    }
    if (said != null && !said.isEmpty()) {
      facts.put("said", said);
    }
    return facts;
  }

  /** A caller that waits for the answer to that turn gets it from this event. */
  private void emit(By by, String type, String subject, Map<String, Object> facts, Instant now) {
    InboundRecord record =
        records.write(new Identity(type + ":" + UUID.randomUUID(), subject), facts, now);
    if (by.turn() == null) {
      timers.setBehind(record, type, now);
    } else {
      timers.goOn(by.turn(), record, type, now);
    }
  }
}
