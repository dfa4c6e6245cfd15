package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.Samples;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KommoWebhooksTest {

  private static final Instant NOW = Instant.parse("2026-07-14T12:00:00Z");

  private final KommoWebhooks webhooks = new KommoWebhooks("token", "");
  private final KommoEvents events = new KommoEvents();

  @ParameterizedTest
  @CsvSource({
    "companies-add-under-contacts, kommo.company.added, kommo:contacts:93589999",
    "contacts-add, kommo.contact.added, kommo:contact:93589657",
    "contacts-note-type-collision, kommo.contact.note, kommo:contact:93589657",
    "contacts-update, kommo.contact.updated, kommo:contact:93589657",
    "leads-add, kommo.lead.added, kommo:lead:28455849",
    "leads-delete, kommo.lead.deleted, kommo:lead:28455849",
    "leads-note, kommo.lead.note, kommo:lead:28455849",
    "leads-responsible, kommo.lead.responsible, kommo:lead:28455849",
    "leads-status, kommo.lead.status, kommo:lead:28455849",
    "leads-two-in-one-post, kommo.lead.updated, kommo:lead:28455849",
    "leads-update, kommo.lead.updated, kommo:lead:28455849",
    "message-add-attachment, kommo.message.received, kommo:contact:93589657",
    "message-add-incoming-no-entity, kommo.message.received, kommo:contact:93589657",
    "message-add-incoming, kommo.message.received, kommo:contact:93589657",
    "message-add-outgoing-bot, kommo.message.sent, kommo:contact:93589657",
    "message-add-outgoing-user, kommo.message.sent, kommo:contact:93589657",
    "talk-add, kommo.talk.added, kommo:contact:93589657",
    "talk-update-closed, kommo.talk.updated, kommo:contact:93589657",
    "task-add, kommo.task.added, kommo:lead:28455849",
    "unsorted-add, kommo.unsorted.added, kommo:unsorted:a1b2c3"
  })
  void everySampleBecomesAnEventOfItsRecord(String sample, String type, String subject) {
    InboundRecord record = record(sample(sample));
    Event event = events.read(record).get(0);
    assertThat(event.type()).isEqualTo(type);
    assertThat(event.subject()).isEqualTo(subject).isEqualTo(record.subject());
    assertThat(event.id()).isEqualTo(record.id());
    assertThat(EventTypes.knows(type)).isTrue();
    assertThat(KommoTypes.all()).contains(type);
  }

  @Test
  void aMessageHasTheFieldsOfTheHubsOtherMessages() {
    Event event = one(sample("message-add-incoming"));
    assertThat(event.body())
        .containsEntry("text", "Oi, qual o valor do meu boleto?")
        .containsEntry("kind", "text")
        .containsEntry("name", "Maria Silva")
        .containsEntry("contactId", "93589657")
        .containsEntry("leadId", "28455849")
        .containsEntry("by", "external")
        .containsEntry("sentAt", "2026-07-14T11:59:59Z")
        .containsEntry("media", null);
    assertThat(one(sample("message-add-incoming-no-entity")).body()).containsEntry("leadId", null);
  }

  @Test
  void anAttachmentIsAMessageOfItsKindWithoutAText() {
    Event event = one(sample("message-add-attachment"));
    assertThat(event.body()).containsEntry("text", null).containsEntry("kind", "voice");
    assertThat(event.body().get("media"))
        .isEqualTo(
            Map.of(
                "url",
                "https://amojo.kommo.com/attachments/ajs_1/audio.m4a",
                "filename",
                "audio.m4a"));
  }

  @ParameterizedTest
  @CsvSource({
    "picture, image",
    "file, document",
    "audio, audio",
    "video, video",
    "sticker, sticker",
    "something_new, document"
  })
  void theAttachmentGivesTheKind(String attached, String kind) {
    String body = text(sample("message-add-attachment")).replace("voice", attached);
    assertThat(one(bytes(body)).body()).containsEntry("kind", kind);
  }

  @ParameterizedTest
  @CsvSource({"incoming, user", "incoming, bot", "outgoing, external", "outgoing, user", "'', ''"})
  void onlyIncomingMessagesOfExternalAuthorsAreTheCustomers(String type, String author) {
    String body =
        "message[add][0][id]=1&message[add][0][text]=Oi&message[add][0][type]=%s&message[add][0][author][type]=%s"
            .formatted(type, author);
    assertThat(one(bytes(body)).type()).isEqualTo(KommoTypes.MESSAGE_SENT);
  }

  @Test
  void customFieldsOfAllThreeShapesAreFoundByName() {
    Map<String, ?> body = one(sample("leads-add")).body();
    assertThat(body.get("fields"))
        .isEqualTo(
            Map.of("CPF", "529.982.247-25", "Vencimento", "1784073600", "Origem", "Instagram"));
    String radio =
        "leads[add][0][id]=1&leads[add][0][custom_fields][0][name]=Aceita"
            + "&leads[add][0][custom_fields][0][values][value]=Sim";
    assertThat(one(bytes(radio)).body().get("fields")).isEqualTo(Map.of("Aceita", "Sim"));
    assertThat(one(sample("contacts-add")).body().get("phones"))
        .isEqualTo(List.of("+55 (21) 97654-0001"));
  }

  @Test
  void eachRecordOfAPostIsItsOwnEvent() {
    InboundRecord record = record(sample("leads-two-in-one-post"));
    List<Event> both = events.read(record);
    assertThat(both)
        .extracting(Event::subject)
        .containsExactly("kommo:lead:28455849", "kommo:lead:28455850");
    assertThat(both).extracting(Event::id).doesNotHaveDuplicates().startsWith(record.id());
    assertThat(events.read(record))
        .extracting(Event::id)
        .isEqualTo(both.stream().map(Event::id).toList());
  }

  @Test
  void aRecordKeepsItsIdAmongOtherRecords() {
    byte[] together = sample("leads-two-in-one-post");
    String alone =
        text(together)
            .replaceAll("leads%5Bupdate%5D%5B0%5D[^&]*&", "")
            .replace("%5B1%5D", "%5B0%5D");
    assertThat(one(bytes(alone)).id()).isEqualTo(events.read(record(together)).get(1).id());
  }

  @Test
  void orderAndEscapingDoNotChangeAnEventButAnyFieldDoes() {
    String body =
        "leads[update][0][id]=1&leads[update][0][updated_at]=5&leads[update][0][name]=a+b";
    String again =
        "leads%5Bupdate%5D%5B0%5D%5Bname%5D=a%20b&leads[update][0][updated_at]=5&leads[update][0][id]=1&account[id]=2";
    assertThat(identify(bytes(again))).isEqualTo(identify(bytes(body)));
    assertThat(identify(bytes(body.replace("=5", "=6"))).key())
        .isNotEqualTo(identify(bytes(body)).key());
    assertThat(identify(bytes(body.replace("update", "status"))).key())
        .isNotEqualTo(identify(bytes(body)).key());
  }

  @Test
  void aMessageStaysTheSameWhenItsContactIsRenamed() {
    String body = text(sample("message-add-incoming"));
    assertThat(identify(bytes(body.replace("Maria+Silva", "Maria+S."))))
        .isEqualTo(identify(bytes(body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "account[id]=1",
        "{}",
        "leads=1",
        "leads[add]=1",
        "leads[add][0]=1",
        "LEADS[add][0][id]=1"
      })
  void anyOtherBodyIsUnreadableAndStillHasAKey(String body) {
    assertThat(identify(bytes(body)).subject()).isEqualTo("kommo:unreadable");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> events.read(record(bytes(body))));
  }

  @Test
  void moreRecordsThanKommoEverSendsAreUnreadable() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i <= 1000; i++) {
      body.append("leads[add][").append(i).append("][id]=").append(i).append('&');
    }
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> events.read(record(bytes(body.toString()))))
        .withMessageContaining("too many records");
  }

  @Test
  void aForeignIdEntersNoSubject() {
    String body = "leads[add][0][id]=%00" + "x".repeat(10_000);
    assertThat(identify(bytes(body)).subject()).matches("kommo:leads:[0-9a-f]{32}");
  }

  @Test
  void aForeignIdNamesNoRecord() {
    String body = "message[add][0][id]=a&message[add][0][contact_id]=" + "9".repeat(6000);
    Event event = events.read(record(bytes(body))).get(0);
    assertThat(event.body()).containsEntry("contactId", null);
    assertThat(event.subject()).isEqualTo("kommo:message:a");
  }

  /** A pass over all earlier roots for each new one took most of a minute. */
  @Test
  void tensOfThousandsOfRootsAreReadFast() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      String letters =
          Integer.toString(i, 26)
              .chars()
              .mapToObj(c -> String.valueOf((char) (c <= '9' ? c - '0' + 'a' : c)))
              .collect(java.util.stream.Collectors.joining());
      body.append("r_").append(letters).append("[a][0][b]=1&");
    }
    byte[] bytes = bytes(body.toString());
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        java.time.Duration.ofSeconds(30),
        () -> {
          assertThat(identify(bytes).key()).isNotEmpty();
          assertThatExceptionOfType(UnreadableException.class)
              .isThrownBy(() -> events.read(record(bytes)))
              .withMessageContaining("too many records");
        });
  }

  @Test
  void onlyTheTokenAndTheConfiguredAccountAreTrusted() {
    byte[] body = sample("leads-add");
    assertThat(webhooks.trusts(webhook("token", body))).isTrue();
    assertThat(webhooks.trusts(webhook("Token", body))).isFalse();
    assertThat(webhooks.trusts(webhook("", body))).isFalse();
    assertThat(new KommoWebhooks("token", "31257294").trusts(webhook("token", body))).isTrue();
    assertThat(new KommoWebhooks("token", "1").trusts(webhook("token", body))).isFalse();
  }

  @Property(tries = 300)
  void noBytesBreakTheIngress(@ForAll byte[] body) {
    assertThat(identify(body).key()).isNotEmpty();
  }

  private Identity identify(byte[] body) {
    return webhooks.identify(webhook("token", body));
  }

  private InboundRecord record(byte[] body) {
    return InboundRecord.of(
        "kommo", identify(body), NOW, "application/x-www-form-urlencoded", body);
  }

  private Event one(byte[] body) {
    List<Event> read = events.read(record(body));
    assertThat(read).hasSize(1);
    return read.get(0);
  }

  private static byte[] sample(String name) {
    return Samples.bytes("kommo/webhook-" + name + ".form");
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private static Webhook webhook(String token, byte[] body) {
    Function<String, String> noHeaders = name -> null;
    return new Webhook(
        token, "application/x-www-form-urlencoded", noHeaders, query -> null, body, NOW);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
