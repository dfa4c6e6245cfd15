package dev.recado.systems.odoo;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.client.Clients;
import dev.recado.spine.flow.Event;
import dev.recado.spine.intake.EventSink;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the customers of the business as Odoo's contacts are. */
final class PartnerSink implements EventSink {

  static final String TYPE = OdooTypes.PREFIX + "res.partner";

  private final Clients clients;

  PartnerSink(Clients clients) {
    this.clients = clients;
  }

  @Override
  public Set<String> types() {
    return Set.of(TYPE);
  }

  @Override
  public void take(List<Event> events) {
    events.forEach(this::take);
  }

  /** An address of a company has no name of its own and is nobody; it changes nothing. */
  private void take(Event event) {
    String name = text(event, "name");
    String id = String.valueOf(event.body().get("id"));
    if (name == null || !id.matches("[1-9]\\d{0,17}")) {
      return;
    }
    List<String> written =
        Stream.of("mobile", "phone")
            .map(field -> text(event, field))
            .filter(Objects::nonNull)
            .toList();
    // A number that WhatsApp cannot reach does not take the place of one that it can.
    String phone = Phones.first(written).digits().orElse(null);
    clients.ofOdoo(Long.parseLong(id), name, phone, text(event, "email"));
  }

  private static @Nullable String text(Event event, String field) {
    return event.body().get(field) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
