package dev.recado.sales.commerce;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.chat.conversation.Dialogues.Dialogue;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.spine.outbox.Contacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events about orders. An order's data is read when its flow runs. */
final class OrderEvents implements EventReader {

  private final OrderTable table;
  private final CartTable carts;
  private final Dialogues dialogues;
  private final OwnRecords records;

  OrderEvents(OrderTable table, CartTable carts, Dialogues dialogues, ObjectMapper json) {
    this.table = table;
    this.carts = carts;
    this.dialogues = dialogues;
    this.records = new OwnRecords(OrderNews.SOURCE, json);
  }

  @Override
  public String source() {
    return OrderNews.SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> told = records.read(record);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (told.get("order") != null) {
      body.putAll(order(Long.parseLong(String.valueOf(told.get("order")))));
    } else {
      String address = String.valueOf(told.get("to"));
      body.put("to", Phones.unmistakable(address));
      body.put("conversation", Contacts.conversation(address));
      body.putAll(lines(carts.of(Contacts.conversation(address))));
    }
    body.put("said", told.get("said"));
    body.put("by", told.get("by"));
    body.put("byCustomer", Boolean.TRUE.equals(told.get("byCustomer")));
    if (told.get("channel") != null) {
      body.put("channel", told.get("channel"));
    }
    Object conversation = body.get("conversation");
    body.put("facts", conversation == null ? Map.of() : facts(conversation.toString()));
    return List.of(Event.of(record, String.valueOf(told.get("type")), body));
  }

  private Map<String, Object> facts(String conversation) {
    return dialogues.of(conversation).map(Dialogue::facts).orElseGet(Map::of);
  }

  private Map<String, @Nullable Object> order(long id) {
    Order it =
        table.byId(id).orElseThrow(() -> new UnreadableException("There is no order " + id, null));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("id", it.id());
    body.put("state", it.state().text());
    body.put("origin", it.origin());
    String address = it.contact().address();
    body.put("to", address == null ? null : Phones.unmistakable(address));
    body.put("phone", address == null || address.contains("@") ? null : address);
    body.put("conversation", it.contact().conversation());
    body.put("channel", it.contact().channel());
    body.put("name", it.contact().name());
    body.put("client", it.client());
    body.putAll(lines(it.lines()));
    body.put("total", it.total());
    body.put("notes", it.notes());
    body.put("why", it.why());
    return body;
  }

  private static Map<String, @Nullable Object> lines(List<Line> lines) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("lines", lines.isEmpty() ? null : Line.told(lines));
    body.put("total", Line.total(lines));
    body.put("items", lines.stream().map(OrderEvents::item).toList());
    return body;
  }

  static Map<String, @Nullable Object> item(Line line) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("product", line.product() == 0 ? null : line.product());
    item.put("name", line.name());
    item.put("quantity", line.quantity());
    item.put("price", line.price());
    return item;
  }
}
