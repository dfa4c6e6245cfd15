package dev.recado.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.chat.turn.TimerTable;
import dev.recado.chat.turn.TurnQueries;
import dev.recado.sales.handover.HandOvers;
import dev.recado.sales.handover.TestHandOvers;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored messages and their effects, on a real database. */
class ConversationLogTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5521976540001";
  private static final String CONVERSATION = "whatsapp:552176540001";
  private static final String GREETING = "Olá! Agradecemos seu contato. Em breve responderemos.";
  private static final String HIDDEN = "123456789012345@lid";

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Twins twins = new Twins(jdbc);
  private final SettableClock clock = new SettableClock(NOON);
  private final TestConversations parts = new TestConversations(DATABASE, clock);
  private final TestHandOvers hands = new TestHandOvers(DATABASE, clock);
  private final TimerTable timers = hands.timers();
  private final HandOvers handOvers = hands.handOvers();
  private final Identities identities = parts.identities(twins);
  private final ConversationLog log = parts.log(identities, twins);
  private final TurnQueries turns =
      new TurnQueries(
          jdbc, new ObjectMapper(), new DialogueTable(jdbc, new ObjectMapper()), List.of());

  @BeforeEach
  void empty() {
    jdbc.sql(
            "truncate chat_correction, conversation, contact, contact_channel, hand_over_change, consent, wrong_number, identity_merge, event cascade")
        .update();
  }

  @Test
  void aMessageIsStoredWithItsAuthorAndTheAddress() {
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(one("select conversation || ' ' || author || ' ' || text from chat_message"))
        .isEqualTo(CONVERSATION + " CUSTOMER oi");
    assertThat(one("select name || ' ' || phone from conversation")).isEqualTo("Maria " + PHONE);
    assertThat(
            one(
                "select k.address || ' ' || w.chat_id from contact k join contact_channel w using (conversation)"))
        .isEqualTo(PHONE + " " + PHONE + "@c.us");
  }

  @Test
  void bothFormsOfANumberAreOneConversationAndStayAsTheyCame() {
    take(received("558591230001@c.us", "558591230001", null, "bom dia"));
    take(received("5585991230001@c.us", "5585991230001", null, "oi"));
    assertThat(one("select count(*) from conversation")).isEqualTo("1");
    assertThat(
            one("select string_agg(external_id, ' ' order by length(external_id)) from identity"))
        .isEqualTo("558591230001@c.us 5585991230001@c.us");
    assertThat(one("select phone from conversation")).isEqualTo("558591230001");
  }

  @Test
  void aHiddenIdentityHasItsOwnConversationWithoutAPhone() {
    take(received(HIDDEN, null, "Maria", "oi"));
    assertThat(one("select key || ' ' || coalesce(phone, '-') from conversation"))
        .isEqualTo("whatsapp:" + HIDDEN + " -");
    assertThat(one("select chat_id from contact_channel")).isEqualTo(HIDDEN);
  }

  @Test
  void conversationsMergeWhenTheHiddenPhoneIsFound() {
    take(received(HIDDEN, null, "Maria", "oi"));
    take(received(PHONE + "@c.us", PHONE, null, "sou eu"));
    jdbc.sql("update contact set opted_out_at = ? where conversation like '%lid'")
        .param(java.sql.Timestamp.from(NOON))
        .update();
    take(received(HIDDEN, PHONE, null, "de novo"));
    assertThat(one("select string_agg(text, ' ' order by seq) from chat_message"))
        .isEqualTo("oi sou eu de novo");
    assertThat(one("select count(distinct conversation) from chat_message")).isEqualTo("1");
    assertThat(one("select key || ' ' || name from conversation"))
        .isEqualTo(CONVERSATION + " Maria");
    assertThat(one("select from_conversation || ' ' || to_conversation from identity_merge"))
        .isEqualTo("whatsapp:" + HIDDEN + " " + CONVERSATION);
    assertThat(
            one(
                "select opted_out_at is not null from contact where conversation = '"
                    + CONVERSATION
                    + "'"))
        .isEqualTo("true");
    assertThat(identities.now("whatsapp:" + HIDDEN)).isEqualTo(CONVERSATION);
  }

  @Test
  void theTurnAsksForTheHiddenPhoneAndMergesTheConversations() {
    take(received(HIDDEN, null, "Maria", "oi"));
    HiddenPhones phones =
        new HiddenPhones(
            jdbc,
            identities,
            List.of(id -> id.equals(HIDDEN) ? Optional.of(PHONE) : Optional.empty()),
            DATABASE.transaction());
    assertThat(phones.reveal("whatsapp:" + HIDDEN, NOON)).isEqualTo(CONVERSATION);
    assertThat(one("select phone from conversation")).isEqualTo(PHONE);
    assertThat(phones.reveal("whatsapp:" + HIDDEN, NOON)).isEqualTo(CONVERSATION);
  }

  @Test
  void aNumberWithANewOwnerMergesNothing() {
    take(received(HIDDEN, PHONE, "Maria", "oi"));
    take(received(HIDDEN, "5511987654321", "Maria", "número novo"));
    assertThat(one("select count(*) from conversation")).isEqualTo("2");
    assertThat(one("select count(*) from identity_merge")).isEqualTo("0");
  }

  @Test
  void messagesOfTheTeamAreStoredAndTheHubsOwnAreIgnored() {
    take(sent("app", "já te respondo"));
    take(sent("api", "sua fatura"));
    assertThat(one("select string_agg(author || ' ' || text, ',') from chat_message"))
        .isEqualTo("PERSON já te respondo");
  }

  @Test
  void groupMessagesAreStoredButStoriesAreNot() {
    Map<String, Object> story = body("status@broadcast", null, null, "promo");
    story.put("broadcast", true);
    log.take(List.of(event(ChatMessage.RECEIVED, story)));
    Map<String, Object> group = body("120363012345678901@g.us", null, null, "oi grupo");
    group.put("group", true);
    log.take(List.of(event(ChatMessage.RECEIVED, group)));
    assertThat(one("select string_agg(conversation, ',') from chat_message"))
        .isEqualTo("whatsapp:120363012345678901@g.us");
  }

  @Test
  void aNulInATextIsReplaced() {
    take(received(PHONE + "@c.us", PHONE, "Ma\u0000ria", "a\u0000b"));
    assertThat(one("select text from chat_message")).isEqualTo("a\uFFFDb");
  }

  @Test
  void theAddressComesFromTheConversationOrTheContact() {
    assertThat(identities.address(CONVERSATION)).isEmpty();
    jdbc.sql("insert into contact (conversation, address) values (?, '5521976540009')")
        .param(CONVERSATION)
        .update();
    assertThat(identities.address(CONVERSATION)).contains("5521976540009");
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(identities.address(CONVERSATION)).contains(PHONE);
    take(received(HIDDEN, null, "Maria", "oi"));
    assertThat(identities.address("whatsapp:" + HIDDEN)).contains(HIDDEN);
  }

  @Test
  void aPersonWhoWritesFromThePhoneTakesOverTheConversation() {
    take(sent("app", "Oi, aqui é a Ana"));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    assertThat(one("select what || ' ' || via || ' ' || why from hand_over_change"))
        .isEqualTo("TAKEN whatsapp Escreveu ao cliente");
  }

  @Test
  void hubMessagesCommandsAndGroupMessagesTakeOverNothing() {
    Event inGroup = sent("app", "bom dia a todos");
    inGroup.body().put("group", true);
    take(sent("api", "Olá!"), sent("app", "#voltar"), inGroup);
    assertThat(one("select count(*) from hand_over_change")).isEqualTo("0");
  }

  @Test
  void aGreetingOfTheAppTakesOverNothingAndTheRecordSaysWhy() {
    take(received(PHONE + "@c.us", PHONE, "Maria", "Oi, quero um orçamento"));
    take(sent("app", GREETING));
    assertThat(handOvers.of(PHONE).bot()).isTrue();
    assertThat(one("select author || ': ' || note from chat_line where author <> 'CUSTOMER'"))
        .startsWith("AUTOMATIC: Mensagem automática do aplicativo");
    assertThat(one("select what || ' ' || who || ' ' || why from hand_over_change"))
        .startsWith("AUTOMATIC WhatsApp Business Mensagem automática do aplicativo");
  }

  @Test
  void anEarlyGreetingReturnsTheConversationWhenTheCustomersMessageArrives() {
    take(sent("app", GREETING));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    take(received(PHONE + "@c.us", PHONE, "Maria", "Oi, quero um orçamento"));
    assertThat(handOvers.of(PHONE).bot()).isTrue();
    assertThat(one("select author || ': ' || note from chat_line where author <> 'CUSTOMER'"))
        .startsWith("AUTOMATIC: Mensagem automática do aplicativo");
    assertThat(one("select string_agg(what || ' ' || who, ', ' order by id) from hand_over_change"))
        .isEqualTo("TAKEN equipe, AUTOMATIC WhatsApp Business, RETURNED recado");
    assertThat(one("select state || ' ' || reason from event where type = 'conversation.taken'"))
        .isEqualTo("DROPPED Ninguém assumiu a conversa: a mensagem era automática");
  }

  @Test
  void twoEarlyMessagesOfTheAppAreBothRecognised() {
    take(sent("app", GREETING), at(sent("app", "Nosso horário é das 8h às 18h."), 1));
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(one("select string_agg(author, ' ' order by seq) from chat_message"))
        .isEqualTo("AUTOMATIC AUTOMATIC CUSTOMER");
    assertThat(handOvers.of(PHONE).bot()).isTrue();
  }

  @Test
  void aMessageWrittenBeforeTheCustomersIsAPersons() {
    take(sent("app", "Oi Maria, aqui é a Ana"));
    take(at(received(PHONE + "@c.us", PHONE, "Maria", "Obrigado por seu contato!"), 1));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    assertThat(one("select string_agg(author, ' ' order by seq) from chat_message"))
        .isEqualTo("PERSON CUSTOMER");
  }

  @Test
  void aPersonsMessageAfterTheGreetingKeepsTheConversation() {
    take(sent("app", GREETING), at(sent("app", "Oi Maria, aqui é a Ana"), 30));
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(one("select string_agg(author, ' ' order by seq) from chat_message"))
        .isEqualTo("AUTOMATIC PERSON CUSTOMER");
    assertThat(handOvers.of(PHONE).bot()).isFalse();
  }

  @Test
  void aTakeOverByCommandAfterTheGreetingKeepsTheConversation() {
    take(sent("app", GREETING));
    handOvers.take(PHONE, new HandOvers.By("Ana", "whatsapp", "#pausar", UUID.randomUUID()));
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    assertThat(handOvers.of(PHONE).who()).isEqualTo("Ana");
  }

  @Test
  void anEarlyGreetingToAHiddenPhoneIsRecognisedToo() {
    take(received(HIDDEN, PHONE, "Maria", "oi"));
    take(at(event(ChatMessage.SENT, app(body(HIDDEN, null, null, GREETING))), 7200));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    take(at(received(HIDDEN, null, "Maria", "oi de novo"), 7199));
    assertThat(handOvers.of(PHONE).bot()).isTrue();
  }

  @Test
  void aHubMessageInBetweenDoesNotMakeASlowGreetingAPersons() {
    for (int customer = 1; customer <= 5; customer++) {
      String phone = "551198111500" + customer;
      take(received(phone + "@c.us", phone, null, "oi"));
      hubAnswers(dev.recado.spine.outbox.Contacts.conversation(phone), phone, 3);
      take(
          at(
              event(ChatMessage.SENT, app(body(phone + "@c.us", phone, null, GREETING))),
              4 + customer));
    }
    assertThat(
            one(
                "select string_agg(author, ' ' order by seq) from chat_message where author <> 'CUSTOMER'"))
        .isEqualTo("PERSON PERSON PERSON AUTOMATIC AUTOMATIC");
    jdbc.sql("truncate outbox cascade").update();
  }

  @Test
  void aTypedAnswerAfterAGreetingIsAPersons() {
    take(received(PHONE + "@c.us", PHONE, "Maria", "Oi, quero um orçamento"));
    take(sent("app", GREETING));
    take(at(sent("app", "Oi Maria, aqui é a Ana"), 20));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    take(at(received(PHONE + "@c.us", PHONE, "Maria", "oi Ana"), 30));
    take(at(sent("app", "quanto mede a cozinha?"), 31));
    assertThat(one("select string_agg(author, ' ' order by seq) from chat_message"))
        .isEqualTo("CUSTOMER AUTOMATIC PERSON CUSTOMER PERSON");
  }

  @Test
  void aQuickMessageAfterTheHubsAnswerIsAPersons() {
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    hubAnswers(CONVERSATION, PHONE, 1);
    take(at(sent("app", "Oi Maria, aqui é a Ana"), 2));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    jdbc.sql("truncate outbox cascade").update();
  }

  @Test
  void aSlowGreetingIsRecognisedByItsRepetition() {
    for (int customer = 1; customer <= 4; customer++) {
      String phone = "551198111400" + customer;
      take(received(phone + "@c.us", phone, null, "oi"));
      Map<String, Object> body = body(phone + "@c.us", phone, null, GREETING);
      body.put("by", "app");
      take(at(event(ChatMessage.SENT, body), 9));
    }
    assertThat(
            one(
                "select string_agg(author, ' ' order by seq) from chat_message where author <> 'CUSTOMER'"))
        .isEqualTo("PERSON PERSON PERSON AUTOMATIC");
  }

  @Test
  void aTeamMessageFromDaysAgoTakesOverNothing() {
    Event old = sent("app", "Oi, aqui é a Ana");
    old.body().put("late", true);
    take(old);
    assertThat(one("select author from chat_message")).isEqualTo("PERSON");
    assertThat(handOvers.of(PHONE).bot()).isTrue();
  }

  @Test
  void deletionsAndCorrectionsAreMarkedInTheHistory() {
    take(named("A1", "meu nome é Rtia"), named("A2", "não me escrevam mais"));
    amend(EventTypes.WHATSAPP_MESSAGE_EDITED, "A1", "meu nome é Rita", 5);
    amend(EventTypes.WHATSAPP_MESSAGE_EDITED, "A1", "meu nome é Rta", 3);
    amend(EventTypes.WHATSAPP_MESSAGE_REVOKED, "A2", null, 6);
    assertThat(one("select first_text || ' > ' || text from chat_line where edited_at is not null"))
        .isEqualTo("meu nome é Rtia > meu nome é Rita");
    assertThat(one("select text from chat_line where revoked_at is not null"))
        .isEqualTo("não me escrevam mais");
  }

  @Test
  void aCorrectionThatArrivesBeforeItsMessageApplies() {
    amend(EventTypes.WHATSAPP_MESSAGE_REVOKED, "A3", null, 1);
    amend(EventTypes.WHATSAPP_MESSAGE_EDITED, "A4", "Rita", 1);
    take(named("A3", "não me escrevam mais"), named("A4", "Rtia"));
    assertThat(
            one(
                "select string_agg(text || coalesce(' apagada', ''), ',' order by seq) from chat_message where revoked_at is not null"))
        .isEqualTo("não me escrevam mais apagada");
    assertThat(one("select text from chat_message where provider_id = 'A4'")).isEqualTo("Rita");
    assertThat(one("select count(*) from chat_correction")).isEqualTo("0");
  }

  @Test
  void onlyTheAuthorCanDeleteAMessage() {
    take(named("A5", "oi"));
    Event other =
        event(
            EventTypes.WHATSAPP_MESSAGE_REVOKED,
            body("5511987654321@c.us", "5511987654321", null, "x"));
    other.body().put("messageId", "A5");
    Event own = event(EventTypes.WHATSAPP_MESSAGE_REVOKED, body(PHONE + "@c.us", PHONE, null, "x"));
    own.body().put("messageId", "A5");
    own.body().put("fromMe", true);
    amend(other);
    amend(own);
    assertThat(one("select revoked_at is null from chat_message")).isEqualTo("true");
  }

  @Test
  void aTurnKnowsWhetherItsMessagesChangedAfterReading() {
    take(named("A6", "oi"), named("A7", "tudo bem?"));
    UUID turn = UUID.randomUUID();
    jdbc.sql("update chat_message set turn_id = ?").param(turn).update();
    List<?> read = messages(turn);
    assertThat(turns.amended(turn, read)).isFalse();
    amend(EventTypes.WHATSAPP_MESSAGE_EDITED, "A6", "olá", 5);
    assertThat(turns.amended(turn, read)).isTrue();
    read = messages(turn);
    assertThat(turns.amended(turn, read)).isFalse();
    amend(EventTypes.WHATSAPP_MESSAGE_REVOKED, "A7", null, 6);
    assertThat(turns.amended(turn, read)).isTrue();
  }

  @Test
  void aMessageThatArrivesDaysLateIsNotAnsweredWithNewOnes() {
    Event old = named("A8", "quero um orçamento de cozinha");
    old.body().put("late", true);
    take(old);
    UUID turn = UUID.randomUUID();
    jdbc.sql("update chat_message set turn_id = ?").param(turn).update();
    assertThat(turns.turn(turn, CONVERSATION)).containsEntry("late", true);
    take(named("A9", "oi"));
    jdbc.sql("update chat_message set turn_id = ?").param(turn).update();
    Map<String, ?> body = turns.turn(turn, CONVERSATION);
    assertThat(body.get("text")).isEqualTo("oi");
    assertThat(body.get("late")).isEqualTo(false);
  }

  @Test
  void aTimerForASilentCustomerEndsWhenTheCustomerWrites() {
    timers.set(
        new TimerTable.Wish(
            CONVERSATION,
            PHONE,
            "sem-resposta",
            "human-handoff",
            List.of("customer-writes"),
            Map.of(),
            NOON.plus(Duration.ofDays(2))),
        UUID.randomUUID());
    take(sent("app", "Oi?"));
    assertThat(one("select state from event where type = 'conversation.timer'"))
        .isEqualTo("WAITING");
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(one("select state || ' ' || reason from event where type = 'conversation.timer'"))
        .isEqualTo("DROPPED O cliente escreveu");
  }

  @Test
  void aTurnGivesTheFlowItsMessagesAndTheHistory() {
    Event before = received(PHONE + "@c.us", PHONE, "Maria", "oi");
    Event first = received(PHONE + "@c.us", PHONE, "Maria", "quero um orçamento");
    Event second = received(PHONE + "@c.us", PHONE, "Maria", "de energia solar");
    take(before, first, second);
    UUID turn = UUID.randomUUID();
    jdbc.sql("update chat_message set turn_id = ? where id in (?, ?)")
        .params(turn, first.id(), second.id())
        .update();
    Map<String, ?> body = turns.turn(turn, CONVERSATION);
    assertThat(body.get("text")).isEqualTo("quero um orçamento\nde energia solar");
    assertThat(body.get("kinds")).isEqualTo("text text");
    assertThat(body.get("to")).isEqualTo(PHONE);
    assertThat(body.get("optedOut")).isEqualTo(false);
    assertThat(body.get("handedOver")).isEqualTo(false);
    assertThat(body.get("history"))
        .asString()
        .contains("author=CUSTOMER", "text=oi")
        .hasSizeLessThan(40);
  }

  private void take(Event... events) {
    DATABASE.transaction().executeWithoutResult(status -> log.take(List.of(events)));
  }

  private List<?> messages(UUID turn) {
    return turns.turn(turn, CONVERSATION).get("messages") instanceof List<?> list
        ? list
        : List.of();
  }

  private void hubAnswers(String conversation, String phone, int seconds) {
    java.sql.Timestamp at = later(seconds);
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at, sent_at)
            values (?, 'whatsapp-text', 'waha', ?, ?, '{}', 'SENT', ?, ?, ?, ?)
            """)
        .params(UUID.randomUUID(), conversation, phone, at, at, at, at)
        .update();
  }

  private static Map<String, Object> app(Map<String, Object> body) {
    body.put("by", "app");
    return body;
  }

  private static Event named(String id, String text) {
    Event event = received(PHONE + "@c.us", PHONE, null, text);
    event.body().put("messageId", id);
    return event;
  }

  private void amend(String type, String id, @Nullable String text, int seconds) {
    Event event = at(event(type, body(PHONE + "@c.us", PHONE, null, "")), seconds);
    event.body().put("messageId", id);
    event.body().put("text", text);
    amend(event);
  }

  private void amend(Event event) {
    DATABASE
        .transaction()
        .executeWithoutResult(status -> parts.amendments(identities).take(List.of(event)));
  }

  private static Event at(Event event, int seconds) {
    event.body().put("sentAt", NOON.plusSeconds(seconds).toString());
    return event;
  }

  private static java.sql.Timestamp later(int seconds) {
    return java.sql.Timestamp.from(NOON.plusSeconds(seconds));
  }

  private static Event received(
      String chat, @Nullable String phone, @Nullable String name, String text) {
    return event(ChatMessage.RECEIVED, body(chat, phone, name, text));
  }

  private static Event sent(String by, String text) {
    Map<String, Object> body = body(PHONE + "@c.us", PHONE, null, text);
    body.put("by", by);
    return event(ChatMessage.SENT, body);
  }

  private static Map<String, Object> body(
      String chat, @Nullable String phone, @Nullable String name, String text) {
    Map<String, Object> body = new HashMap<>();
    body.put("chatId", chat);
    if (phone != null) {
      body.put("phone", phone);
    }
    if (name != null) {
      body.put("name", name);
    }
    body.put("text", text);
    body.put("kind", "text");
    return body;
  }

  private static Event event(String type, Map<String, Object> body) {
    return new Event(UUID.randomUUID(), "waha", type, "s", NOON.plus(Duration.ofMillis(1)), body);
  }

  private String one(String sql) {
    return jdbc.sql("select (" + sql + ")::text").query(String.class).optional().orElse("none");
  }
}
