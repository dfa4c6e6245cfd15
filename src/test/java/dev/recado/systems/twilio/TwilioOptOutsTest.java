package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.recado.Samples;
import dev.recado.StubTwilio;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.outbox.Contacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Opt-outs that Twilio tells with a status. */
class TwilioOptOutsTest {

  private static final String ADDRESS = "https://hub.example.com.br/webhooks/twilio";

  private final Contacts contacts = mock(Contacts.class);
  private final TwilioOptOuts optOuts = new TwilioOptOuts(contacts);

  @Test
  void aMessageThatFailsAfterAStopIsAnOptOut() {
    optOuts.take(List.of(undelivered("21610")));

    verify(contacts)
        .optOut(
            eq("5521976540001"),
            startsWith("TWILIO_21610: "),
            eq(new Contacts.Consent("t-001", null, null)));
  }

  @Test
  void anotherFailureIsNone() {
    optOuts.take(List.of(undelivered("63016"), undelivered("63003"), undelivered("")));

    verifyNoInteractions(contacts);
  }

  private static Event undelivered(String code) {
    TestChannels channels =
        new TestChannels()
            .with(
                TestTwilio.number(
                    "t-001", StubTwilio.ACCOUNT, StubTwilio.NUMBER, StubTwilio.TOKEN));
    Map<String, String> form =
        StubTwilio.pairs(Samples.bytes("twilio/status-undelivered-63016.form"));
    form.put("ErrorCode", code);
    Event event =
        TestTwilio.read(
            new TwilioWebhooks(channels),
            new TwilioEvents(channels),
            TestTwilio.webhook(
                bytes(form), ADDRESS, StubTwilio.signature(form, ADDRESS, StubTwilio.TOKEN)));
    assertThat(event.type()).isEqualTo(EventTypes.WHATSAPP_MESSAGE_STATUS);
    return event;
  }

  private static byte[] bytes(Map<String, String> form) {
    return form.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
