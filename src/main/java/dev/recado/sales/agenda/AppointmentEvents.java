package dev.recado.sales.agenda;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.chat.conversation.Dialogues.Dialogue;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.spine.outbox.Contacts;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events about appointments. An appointment's data is read when its flow runs. */
final class AppointmentEvents implements EventReader {

  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  private final AppointmentTable table;
  private final Sellers sellers;
  private final Dialogues dialogues;
  private final ObjectMapper json;
  private final Wording wording;

  AppointmentEvents(
      AppointmentTable table,
      Sellers sellers,
      Dialogues dialogues,
      ObjectMapper json,
      ZoneId zone) {
    this.table = table;
    this.sellers = sellers;
    this.dialogues = dialogues;
    this.json = json;
    this.wording = new Wording(zone);
  }

  @Override
  public String source() {
    return AppointmentNews.SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    try {
      Map<String, Object> told = json.readValue(record.body(), FACTS);
      Map<String, @Nullable Object> body =
          told.containsKey("appointment") ? appointment(told) : declined(told);
      return List.of(Event.of(record, String.valueOf(told.get("type")), body));
    } catch (IOException e) {
      throw new UnreadableException("The record was not written by a hub", e);
    }
  }

  private Map<String, @Nullable Object> appointment(Map<String, Object> told) {
    long id = Long.parseLong(String.valueOf(told.get("appointment")));
    Appointment it =
        table
            .byId(id)
            .orElseThrow(() -> new UnreadableException("There is no appointment " + id, null));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("id", it.id());
    body.put("current", String.valueOf(it.sequence()).equals(String.valueOf(told.get("sequence"))));
    body.put("state", it.state().name());
    body.put("to", Phones.unmistakable(it.address()));
    body.put("phone", it.address().contains("@") ? null : it.address());
    body.put("conversation", it.conversation());
    body.put("name", it.name());
    body.put("subject", it.subject());
    body.put("area", it.area());
    body.put("lead", it.lead());
    body.put("startsAt", it.start().toString());
    body.put("endsAt", it.end().toString());
    body.put("when", wording.when(it.start()));
    Instant before = it.rescheduledFrom();
    body.put("whenBefore", before == null ? null : wording.when(before));
    body.put("by", told.get("by"));
    body.put("channel", told.get("channel"));
    body.put("byCustomer", Agenda.CUSTOMER.equals(told.get("by")));
    body.put("why", told.get("why"));
    body.put("before", told.get("before"));
    body.put("seller", sellers.byId(it.seller()).map(Seller::facts).orElse(null));
    return body;
  }

  /** Includes the conversation's facts, which the flow continues to store. */
  private Map<String, @Nullable Object> declined(Map<String, Object> told) {
    String to = String.valueOf(told.get("to"));
    String conversation = Contacts.conversation(to);
    List<Slot> slots = alternatives(told.get("alternatives"));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("to", to);
    body.put("conversation", conversation);
    body.put("channel", told.get("channel"));
    body.put("facts", facts(conversation));
    body.put("mode", told.get("mode"));
    body.put("why", told.get("why"));
    body.put("reason", told.get("reason"));
    body.put("text", told.get("reason"));
    body.put("seller", slots.isEmpty() ? null : slots.get(0).sellerName());
    body.put("options", slots.isEmpty() ? null : wording.options(slots));
    body.put("offers", slots.isEmpty() ? null : Offers.write(slots));
    return body;
  }

  private static List<Slot> alternatives(@Nullable Object told) {
    List<Slot> slots = new ArrayList<>();
    for (Object one : told instanceof List<?> list ? list : List.of()) {
      Map<?, ?> slot = (Map<?, ?>) one;
      Instant start = Instant.parse(String.valueOf(slot.get("start")));
      slots.add(new Slot(0, String.valueOf(slot.get("seller")), start, start));
    }
    return slots;
  }

  private Map<String, Object> facts(String conversation) {
    return dialogues.of(conversation).map(Dialogue::facts).orElseGet(Map::of);
  }
}
