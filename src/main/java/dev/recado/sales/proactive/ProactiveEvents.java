package dev.recado.sales.proactive;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.spine.outbox.Contacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code conversation.started}: the hub has begun a conversation. */
final class ProactiveEvents implements EventReader {

  static final String TYPE = EventTypes.CONVERSATION_STARTED;

  private static final String SOURCE = "opening";

  private final ProactiveQueries openings;
  private final Sellers sellers;
  private final Contacts contacts;

  ProactiveEvents(ProactiveQueries openings, Sellers sellers, Contacts contacts) {
    this.openings = openings;
    this.sellers = sellers;
    this.contacts = contacts;
  }

  static InboundRecord record(UUID opening, String conversation, Instant now) {
    return InboundRecord.of(
        SOURCE,
        new Identity("started:" + opening, SOURCE + ":" + conversation),
        now,
        "text/plain",
        opening.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    UUID id = UUID.fromString(new String(record.body(), StandardCharsets.UTF_8));
    ProactiveConversation opening =
        openings
            .byId(id)
            .orElseThrow(() -> new UnreadableException("There is no conversation " + id, null));
    return List.of(Event.of(record, TYPE, body(opening)));
  }

  private Map<String, @Nullable Object> body(ProactiveConversation opening) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("openingId", opening.id().toString());
    body.put("conversation", opening.conversation());
    body.put("to", Phones.unmistakable(opening.phone()));
    body.put("phone", opening.phone());
    body.put("name", opening.name());
    body.put("email", opening.email());
    body.put("area", opening.area());
    body.put("trigger", opening.trigger());
    body.put("message", opening.message());
    body.put("origin", opening.origin());
    body.put("leadId", opening.lead());
    body.put("contactId", opening.contact());
    body.put("reason", opening.reason());
    body.put("startedAt", opening.startedAt().toString());
    body.put("optedOut", contacts.of(opening.phone()).optedOutAt() != null);
    body.put(
        "seller",
        Optional.ofNullable(opening.seller())
            .flatMap(sellers::byId)
            .map(Seller::facts)
            .orElse(null));
    return body;
  }
}
