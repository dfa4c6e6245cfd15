package dev.recado.systems.kommo;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kommo's webhooks into events, one for each record.
 *
 * <p>The id of an event depends on its own record only, so it stays the same when Kommo sends the
 * record among others.
 */
final class KommoEvents implements EventReader {

  /** Far more records than Kommo puts into one body. */
  private static final int MOST = 1000;

  @Override
  public String source() {
    return KommoWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    List<KommoRecord> records = KommoRecord.in(KommoForm.parse(record.body()), MOST + 1);
    if (records.isEmpty()) {
      throw new UnreadableException("The body is not the form that Kommo sends", null);
    }
    if (records.size() > MOST) {
      throw new UnreadableException("The body holds too many records: more than 1,000", null);
    }
    return records.stream().map(one -> event(one, record)).toList();
  }

  private static Event event(KommoRecord one, InboundRecord record) {
    return new Event(
        StableId.of(record.source(), one.key()),
        record.source(),
        one.message() ? message(one) : KommoTypes.of(one),
        one.subject(),
        record.receivedAt(),
        one.message() ? ChatBody.of(one, record.receivedAt()) : body(one));
  }

  private static String message(KommoRecord one) {
    return one.fromCustomer() ? KommoTypes.MESSAGE_RECEIVED : KommoTypes.MESSAGE_SENT;
  }

  /** Kommo's own fields, and beside them facts that a flow would otherwise have to look for. */
  private static Map<String, @Nullable Object> body(KommoRecord one) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    one.fields().children().forEach((name, field) -> body.put(name, field.plain()));
    body.put("id", one.id());
    body.put("leadId", one.lead());
    body.put("contactId", one.contact());
    body.put("fields", CustomFields.of(one.fields()));
    body.put("phones", CustomFields.phones(one.fields()));
    return body;
  }
}
