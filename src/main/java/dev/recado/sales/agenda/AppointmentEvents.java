package dev.recado.sales.agenda;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.chat.conversation.Dialogues.Dialogue;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the events about appointments. An appointment's data is read when its flow runs. */
final class AppointmentEvents implements EventReader {

  private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

  private final AppointmentTable table;
  private final Agenda agenda;
  private final FreeSlots slots;
  private final Sellers sellers;
  private final Dialogues dialogues;
  private final ObjectMapper json;
  private final Wording wording;

  AppointmentEvents(
      AppointmentTable table,
      Agenda agenda,
      FreeSlots slots,
      Sellers sellers,
      Dialogues dialogues,
      ObjectMapper json,
      ZoneId zone) {
    this.table = table;
    this.agenda = agenda;
    this.slots = slots;
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
      String type = String.valueOf(told.get("type"));
      return List.of(Event.of(record, type, body(type, told)));
    } catch (IOException e) {
      throw new UnreadableException("The record was not written by a hub", e);
    }
  }

  private Map<String, @Nullable Object> body(String type, Map<String, Object> told) {
    if (!told.containsKey("appointment")) {
      return declined(told);
    }
    long id = Long.parseLong(String.valueOf(told.get("appointment")));
    Appointment it =
        table
            .byId(id)
            .orElseThrow(() -> new UnreadableException("There is no appointment " + id, null));
    Map<String, @Nullable Object> body = appointment(it, told);
    if (type.equals(EventTypes.APPOINTMENT_MISSED)) {
      anotherTime(it, body);
    }
    return body;
  }

  /** The next free slots, and the dialogue that would take the customer's answer. */
  private void anotherTime(Appointment it, Map<String, @Nullable Object> body) {
    Optional<Dialogue> dialogue = dialogues.of(it.conversation());
    List<Slot> next =
        slots.next(
            agenda.candidates(it.conversation(), it.area()),
            time -> true,
            new FreeSlots.Need(slots.toMove(it).length(), 0));
    body.put("facts", dialogue.map(Dialogue::facts).orElseGet(Map::of));
    body.put("awaiting", dialogue.map(Dialogue::awaiting).orElse(null));
    offer(next, body);
  }

  private void offer(List<Slot> free, Map<String, @Nullable Object> body) {
    body.put("options", free.isEmpty() ? null : wording.options(free));
    body.put("offers", free.isEmpty() ? null : Offers.write(free));
  }

  private Map<String, @Nullable Object> appointment(Appointment it, Map<String, Object> told) {
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
    body.put("kind", it.kind());
    body.put("kindName", it.kindName());
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
    List<Slot> free = alternatives(told.get("alternatives"));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("to", to);
    body.put("conversation", conversation);
    body.put("channel", told.get("channel"));
    body.put("facts", facts(conversation));
    body.put("mode", told.get("mode"));
    body.put("kind", told.get("kind"));
    body.put("why", told.get("why"));
    body.put("reason", told.get("reason"));
    body.put("text", told.get("reason"));
    body.put("seller", free.isEmpty() ? null : free.get(0).sellerName());
    offer(free, body);
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
