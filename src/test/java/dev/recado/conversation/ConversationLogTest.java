package dev.recado.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.flow.Event;
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

/** What is kept of who wrote what, on a real database. */
class ConversationLogTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5521976540001";
  private static final String CONVERSATION = "whatsapp:552176540001";
  private static final String HIDDEN = "123456789012345@lid";

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Twins twins = new Twins(jdbc);
  private final Identities identities = new Identities(jdbc, twins, List.of());
  private final SettableClock clock = new SettableClock(NOON);
  private final TestConversations parts = new TestConversations(DATABASE, clock);
  private final TimerTable timers = parts.timers();
  private final HandOverTable handOvers = parts.handOvers(Duration.ofHours(12));
  private final ConversationLog log = parts.log(identities, twins);
  private final TurnQueries turns = new TurnQueries(jdbc, new ObjectMapper(), List.of());

  @BeforeEach
  void empty() {
    jdbc.sql(
            "truncate conversation, contact, hand_over_change, consent, wrong_number, identity_merge, event cascade")
        .update();
  }

  @Test
  void aMessageIsKeptWithWhoWroteItAndWhereHeIsReached() {
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(one("select conversation || ' ' || author || ' ' || text from chat_message"))
        .isEqualTo(CONVERSATION + " CUSTOMER oi");
    assertThat(one("select name || ' ' || phone from conversation")).isEqualTo("Maria " + PHONE);
    assertThat(one("select address || ' ' || chat_id from contact"))
        .isEqualTo(PHONE + " " + PHONE + "@c.us");
  }

  @Test
  void bothFormsOfANumberAreOneConversationAndNeitherIsRewritten() {
    take(received("558591230001@c.us", "558591230001", null, "bom dia"));
    take(received("5585991230001@c.us", "5585991230001", null, "oi"));
    assertThat(one("select count(*) from conversation")).isEqualTo("1");
    assertThat(
            one("select string_agg(external_id, ' ' order by length(external_id)) from identity"))
        .isEqualTo("558591230001@c.us 5585991230001@c.us");
    assertThat(one("select phone from conversation")).isEqualTo("558591230001");
  }

  @Test
  void aHiddenIdentityHasAConversationOfItsOwnAndNoPhone() {
    take(received(HIDDEN, null, "Maria", "oi"));
    assertThat(one("select key || ' ' || coalesce(phone, '-') from conversation"))
        .isEqualTo("whatsapp:" + HIDDEN + " -");
    assertThat(one("select chat_id from contact")).isEqualTo(HIDDEN);
  }

  @Test
  void whenThePhoneBehindAHiddenIdentityIsLearntBothConversationsAreOne() {
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
  void aHiddenPhoneIsAskedForWhenTheTurnComesAndTheAnswerMerges() {
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
  void aNumberThatChangesItsOwnerIsNoMerge() {
    take(received(HIDDEN, PHONE, "Maria", "oi"));
    take(received(HIDDEN, "5511987654321", "Maria", "número novo"));
    assertThat(one("select count(*) from conversation")).isEqualTo("2");
    assertThat(one("select count(*) from identity_merge")).isEqualTo("0");
  }

  @Test
  void whatOurOwnPeopleWriteIsKeptAndWhatTheHubSentComesBackInVain() {
    take(sent("app", "já te respondo"));
    take(sent("api", "sua fatura"));
    assertThat(one("select string_agg(author || ' ' || text, ',') from chat_message"))
        .isEqualTo("PERSON já te respondo");
  }

  @Test
  void storiesAreNotKeptAndGroupsAre() {
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
  void textsThatPostgresqlCannotHoldAreKeptWithTheNulReplaced() {
    take(received(PHONE + "@c.us", PHONE, "Ma\u0000ria", "a\u0000b"));
    assertThat(one("select text from chat_message")).isEqualTo("a\uFFFDb");
  }

  @Test
  void theAddressIsThatOfTheConversationOrOfTheContact() {
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
  void whoWritesToACustomerFromThePhoneTakesTheConversation() {
    take(sent("app", "Oi, aqui é a Ana"));
    assertThat(handOvers.of(PHONE).bot()).isFalse();
    assertThat(one("select what || ' ' || via || ' ' || why from hand_over_change"))
        .isEqualTo("TAKEN whatsapp Escreveu ao cliente");
  }

  @Test
  void whatTheHubWritesACommandAndAWordInAGroupTakeNothing() {
    Event inGroup = sent("app", "bom dia a todos");
    inGroup.body().put("group", true);
    take(sent("api", "Olá!"), sent("app", "#voltar"), inGroup);
    assertThat(one("select count(*) from hand_over_change")).isEqualTo("0");
  }

  @Test
  void whatWasToHappenIfTheCustomerStayedSilentEndsWhenHeWrites() {
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
    assertThat(one("select state from event")).isEqualTo("WAITING");
    take(received(PHONE + "@c.us", PHONE, "Maria", "oi"));
    assertThat(one("select state || ' ' || reason from event"))
        .isEqualTo("DROPPED O cliente escreveu");
  }

  @Test
  void aTurnTellsTheFlowWhatWasSaidNowAndBefore() {
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
