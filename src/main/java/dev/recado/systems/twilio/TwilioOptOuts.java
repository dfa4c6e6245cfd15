package dev.recado.systems.twilio;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.intake.EventSink;
import dev.recado.spine.outbox.Contacts;
import java.util.List;
import java.util.Set;

/** Keeps the opt-outs that Twilio tells minutes after a send, with the status of the message. */
final class TwilioOptOuts implements EventSink {

  private final Contacts contacts;

  TwilioOptOuts(Contacts contacts) {
    this.contacts = contacts;
  }

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_MESSAGE_STATUS);
  }

  @Override
  public void take(List<Event> events) {
    events.stream().filter(TwilioOptOuts::stopped).forEach(this::keep);
  }

  /** The reader of Twilio's statuses wrote this reason; no other provider has its codes. */
  private static boolean stopped(Event event) {
    return TwilioErrors.told(TwilioErrors.STOPPED).equals(event.body().get("reason"));
  }

  private void keep(Event event) {
    Object contact = event.body().get("chatId");
    if (contact != null) {
      contacts.optOut(
          contact.toString(),
          TwilioErrors.told(TwilioErrors.STOPPED),
          new Contacts.Consent(String.valueOf(event.body().get("channel")), null, null));
    }
  }
}
