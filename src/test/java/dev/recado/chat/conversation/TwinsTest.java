package dev.recado.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.chat.turn.Turns;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.systems.kommo.KommoTypes;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A message that arrives by the gateway and by Kommo, on a real database. */
class TwinsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5521976540001";
  private static final String HIDDEN = "123456789012345@lid";

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Twins twins = new Twins(jdbc);
  private final TestConversations parts =
      new TestConversations(DATABASE, Clock.fixed(NOON, ZoneOffset.UTC));
  private final Identities identities = parts.identities(twins);
  private final ConversationLog log = parts.log(identities, twins);
  private final SetTimers timers = new SetTimers();
  private final Turns turns =
      new Turns(TestCustomerMessages.on(jdbc), timers, Clock.fixed(NOON, ZoneOffset.UTC));

  @BeforeEach
  void empty() {
    jdbc.sql(
            "truncate conversation, contact, contact_channel, identity_merge, event, outbox cascade")
        .update();
  }

  @Test
  void theSameTextByBothWaysIsOneMessageWithOneTurn() {
    whatsapp(message("Oi,  tudo bem?", NOON));
    Event other = message("oi, tudo BEM? ", NOON.plusSeconds(50));
    kommo(other);
    assertThat(messages()).containsExactly("CUSTOMER whatsapp Oi,  tudo bem?");
    assertThat(timers.set).hasSize(1);
    assertThat(one("select twin_id from chat_message")).isEqualTo(other.id().toString());
  }

  @Test
  void kommosCopyMayArriveFirst() {
    kommo(message("oi", NOON));
    whatsapp(message("oi", NOON.minusSeconds(3)));
    assertThat(messages()).containsExactly("CUSTOMER kommo oi");
    assertThat(timers.set).hasSize(1);
    // The chat of the sender is stored all the same.
    assertThat(one("select chat_id from contact_channel")).isEqualTo(PHONE);
  }

  @Test
  void theSameTextWrittenTwiceIsTwoMessages() {
    whatsapp(message("ok", NOON));
    whatsapp(message("ok", NOON.plusSeconds(10)));
    kommo(message("ok", NOON.plusSeconds(1)));
    kommo(message("ok", NOON.plusSeconds(11)));
    kommo(message("ok", NOON.plusSeconds(20)));
    assertThat(messages())
        .containsExactly("CUSTOMER whatsapp ok", "CUSTOMER whatsapp ok", "CUSTOMER kommo ok");
    assertThat(one("select count(distinct twin_id) from chat_message")).isEqualTo("2");
  }

  @Test
  void theNearestInTimeIsTheTwin() {
    Event early = message("ok", NOON);
    Event late = message("ok", NOON.plusSeconds(60));
    whatsapp(early);
    whatsapp(late);
    Event other = message("ok", NOON.plusSeconds(59));
    kommo(other);
    assertThat(one("select id from chat_message where twin_id is not null"))
        .isEqualTo(late.id().toString());
  }

  @Test
  void anotherTextTimeOrPersonIsNoTwin() {
    whatsapp(message("oi", NOON));
    kommo(message("olá", NOON));
    kommo(message("oi", NOON.plus(Duration.ofMinutes(3))));
    person(message("oi", NOON));
    assertThat(messages()).hasSize(4);
  }

  @Test
  void theSameWayTwiceIsTwoMessagesButTheSameEventTwiceIsOne() {
    Event event = message("oi", NOON);
    kommo(event);
    kommo(event);
    kommo(message("oi", NOON));
    assertThat(messages()).hasSize(2);
  }

  @Test
  void aReplayedTwinChangesNothing() {
    whatsapp(message("oi", NOON));
    whatsapp(message("oi", NOON.plusSeconds(1)));
    Event twin = message("oi", NOON);
    kommo(twin);
    kommo(twin);
    assertThat(messages()).hasSize(2);
    assertThat(one("select count(twin_id) from chat_message")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "voice, , audio, , 1", "image, , image, , 1", "image, veja, image, , 1",
    "image, veja, image, isto, 2", "image, , document, , 2", "text, oi, image, oi, 2"
  })
  void mediaMatchesByKindEvenWithoutItsCaption(
      String kind, @Nullable String text, String otherKind, @Nullable String otherText, int kept) {
    whatsapp(message(kind, text, NOON));
    kommo(message(otherKind, otherText, NOON));
    assertThat(messages()).hasSize(kept);
  }

  @Test
  void aMessageFromTheApiHasNoTwin() {
    Map<String, Object> asked = body("text", "oi", NOON);
    asked.put("channel", "api");
    store(event("chat", ChatMessage.RECEIVED, asked));
    kommo(message("oi", NOON));
    assertThat(messages()).containsExactly("CUSTOMER api oi", "CUSTOMER kommo oi");
  }

  @Test
  void aTeamMessageByBothWaysIsOneWithItsAuthor() {
    store(event("waha", ChatMessage.SENT, body("text", "Já verifico", NOON)));
    Map<String, Object> byAna = body("text", "Já verifico", NOON);
    byAna.put("name", "Ana Atendente");
    person(event("kommo", KommoTypes.MESSAGE_SENT, byAna));
    assertThat(messages()).containsExactly("PERSON whatsapp Já verifico");
    assertThat(one("select author_name from chat_message")).isEqualTo("Ana Atendente");
    assertThat(one("select name from conversation")).isEqualTo("none");
    assertThat(timers.set).isEmpty();
  }

  @Test
  void aHubMessageInKommoIsNoPersons() {
    person(message("antes da resposta", NOON));
    sent("Posso ajudar?", "SENT");
    sent("Ainda sendo enviada", "SENDING");
    sent("Nunca saiu", "CANCELLED");
    person(message("posso ajudar?", NOON.plusSeconds(4)));
    person(message("Ainda sendo enviada", NOON));
    person(message("Nunca saiu", NOON));
    assertThat(messages())
        .containsExactly("PERSON kommo antes da resposta", "PERSON kommo Nunca saiu");
  }

  @Test
  void ofALinkedDeviceTheHubsOwnMessagesAreKnownAndAPersonsAreStored() {
    sent("Posso ajudar?", "SENT");
    sent("Qual a forma de pagamento?", "SENDING");
    jdbc.sql("update outbox set provider_id = '3EB0HUB' where state = 'SENT'").update();
    linked("3EB0HUB", "Posso  ajudar? (com a marca do aparelho)");
    linked("3EB0EARLY", "Qual a forma de pagamento?\n\n1. Pix\n2. Boleto");
    assertThat(messages()).isEmpty();
    linked("3EB0PERSON", "Deixa comigo");
    assertThat(messages()).containsExactly("PERSON whatsapp Deixa comigo");
  }

  private void linked(String id, String text) {
    Map<String, Object> body = body("text", text, NOON);
    body.put("messageId", id);
    body.put("by", "linked");
    store(event("wppconnect", ChatMessage.SENT, body));
  }

  @Test
  void mergingAHiddenNumberKeepsMessagesOfBothWaysOnce() {
    Map<String, Object> hidden = body("text", "oi", NOON);
    hidden.remove("phone");
    hidden.put("chatId", HIDDEN);
    Event first = event("waha", ChatMessage.RECEIVED, hidden);
    store(first);
    turn(first);
    kommo(message("oi", NOON));
    assertThat(messages()).hasSize(2);
    DATABASE
        .transaction()
        .executeWithoutResult(
            status ->
                identities.resolved(
                    "whatsapp", HIDDEN, PHONE, "whatsapp:" + HIDDEN, NOON.plusSeconds(3)));
    assertThat(messages()).containsExactly("CUSTOMER kommo oi");
    assertThat(one("select twin_id from chat_message")).isEqualTo(first.id().toString());
  }

  @Test
  void concurrentCopiesAreOneMessageWithOneTurn() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        Event here = message("pergunta " + round, NOON.plusSeconds(round));
        Event there = message("pergunta " + round, NOON.plusSeconds(round));
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> one = both.submit(() -> together(start, () -> whatsapp(here)));
        Future<?> two = both.submit(() -> together(start, () -> kommo(there)));
        one.get();
        two.get();
      }
    } finally {
      both.shutdown();
    }
    assertThat(one("select count(*) || ' ' || count(twin_id) from chat_message"))
        .isEqualTo("20 20");
    assertThat(timers.set).hasSize(20);
  }

  private static @Nullable Void together(CyclicBarrier start, Runnable work) throws Exception {
    start.await();
    work.run();
    return null;
  }

  /** As intake does: stores the message and sets its turn in one commit. */
  private void whatsapp(Event event) {
    DATABASE
        .transaction()
        .executeWithoutResult(
            status -> {
              log.take(List.of(event("waha", ChatMessage.RECEIVED, event)));
              turns.schedule(event.id(), Duration.ofSeconds(3));
            });
  }

  private void kommo(Event event) {
    keep(event, true);
  }

  private void person(Event event) {
    keep(event, false);
  }

  private void keep(Event event, boolean customer) {
    DATABASE
        .transaction()
        .executeWithoutResult(
            status -> {
              log.keep(ChatMessage.through("kommo", PHONE, customer, event));
              if (customer) {
                turns.schedule(event.id(), Duration.ofSeconds(3));
              }
            });
  }

  private void store(Event event) {
    DATABASE.transaction().executeWithoutResult(status -> log.take(List.of(event)));
  }

  private void turn(Event event) {
    turns.schedule(event.id(), Duration.ofSeconds(3));
  }

  private void sent(String text, String state) {
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at, sent_at)
            values (?, 'whatsapp-text', 'waha', 'whatsapp:552176540001', ?, ?, ?, :at, :at, :at,
                    case when :state = 'SENT' then :at::timestamptz end)
            """
                .replace(":at", "'" + Timestamp.from(NOON).toInstant() + "'")
                .replace(":state", "'" + state + "'"))
        .params(UUID.randomUUID(), PHONE, "{\"text\": \"" + text + "\"}", state)
        .update();
  }

  private static Event message(String text, Instant at) {
    return message("text", text, at);
  }

  private static Event message(String kind, @Nullable String text, Instant at) {
    return event("kommo", KommoTypes.MESSAGE_RECEIVED, body(kind, text, at));
  }

  private static Map<String, Object> body(String kind, @Nullable String text, Instant at) {
    Map<String, Object> body = new HashMap<>();
    body.put("phone", PHONE);
    body.put("kind", kind);
    body.put("sentAt", at.toString());
    if (text != null) {
      body.put("text", text);
    }
    return body;
  }

  private static Event event(String source, String type, Map<String, Object> body) {
    return new Event(UUID.randomUUID(), source, type, "s", NOON, new HashMap<>(body));
  }

  private static Event event(String source, String type, Event like) {
    return new Event(like.id(), source, type, "s", NOON, like.body());
  }

  private List<String> messages() {
    return jdbc.sql("select concat_ws(' ', author, via, text) from chat_message order by seq")
        .query(String.class)
        .list();
  }

  private String one(String sql) {
    return jdbc.sql("select (" + sql + ")::text").query(String.class).optional().orElse("none");
  }

  /** Records the timers; each message gets its own turn. */
  private static final class SetTimers implements Timers {

    private final Set<UUID> set = ConcurrentHashMap.newKeySet();

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return set(record, type, due);
    }

    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      return set.add(record.id());
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      set(record, type, due);
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      return Optional.empty();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      return 0;
    }
  }
}
