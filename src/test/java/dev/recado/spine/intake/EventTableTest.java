package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventTable.Due;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTableTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final UUID ME = UUID.randomUUID();
  private static final Lane LATE = Lane.allBut(Set.of("conversation.turn"), 8);
  private static final Lane TURNS = Lane.only("conversation.turn", 100);
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final EventTable table = new EventTable(DATABASE.jdbc());

  @BeforeEach
  void empty() {
    DATABASE.jdbc().sql("truncate event cascade").update();
  }

  @Test
  void anEventThatIsThereAlreadyIsNotAddedAgain() {
    Arrival arrival = arrival("a", "1", NOON);
    assertThat(table.add(Map.of(arrival, retry()), NOON)).containsExactly(arrival.id());
    assertThat(table.add(Map.of(arrival, retry()), NOON)).isEmpty();
    assertThat(table.known(List.of(arrival.id(), UUID.randomUUID()))).containsExactly(arrival.id());
  }

  @Test
  void anyBytesAreKept() {
    byte[] body = {0, 1, (byte) 0xff, '{', 0};
    Arrival arrival = arrival("a", "1", NOON, body);
    table.add(Map.of(arrival, retry()), NOON);
    assertThat(claim().get(0).record().body()).isEqualTo(body);
  }

  @Test
  void aLargeWebhookOfManyEventsIsStoredOnce() {
    byte[] body = new byte[20_000];
    body[7] = 7;
    Arrival first = arrival("a", "1", NOON, body);
    Event other =
        new Event(UUID.randomUUID(), "odoo", "test.event", "b", NOON, Map.of("nome", "Ana"));
    Arrival second = new Arrival(first.record(), other, null);
    Map<Arrival, Decision> decided = new LinkedHashMap<>();
    decided.put(second, retry());
    decided.put(first, retry());
    table.add(decided, NOON);
    assertThat(stored()).isEqualTo(20_000);
    assertThat(claim()).extracting(due -> due.record().body()).containsExactly(body, body);
    assertThat(table.webhook(second.id())).contains(body);

    // After a crash the first event may be known already: then the bytes are stored again.
    Event late = new Event(UUID.randomUUID(), "odoo", "test.event", "c", NOON, Map.of());
    table.add(Map.of(new Arrival(first.record(), late, null), retry()), NOON);
    assertThat(stored()).isEqualTo(40_000);
  }

  private static long stored() {
    return DATABASE.jdbc().sql("select sum(length(raw)) from event").query(Long.class).single();
  }

  @Test
  void aNulInAReasonIsReplacedByAMarkEverywhere() {
    Arrival arrival = arrival("a", "1", NOON);
    table.add(Map.of(arrival, retry()), NOON);
    Due due = claim().get(0);
    assertThat(settle(due, ME, Decision.dead("type in_\u0000invoice"), NOON)).hasSize(1);
    table.note(List.of(new EventTable.Note(due.id(), "DEAD", "type in_\u0000invoice")), NOON);
    assertThat(
            DATABASE
                .jdbc()
                .sql("select reason from event union all select detail from event_note")
                .query(String.class)
                .list())
        .containsOnly("type in_\uFFFDinvoice");
  }

  @Test
  void aFailedEventHoldsBackLaterOnesOfItsSubjectOnly() {
    Arrival first = arrival("a", "1", NOON.minusSeconds(2));
    Arrival behind = arrival("a", "2", NOON.minusSeconds(1));
    Arrival other = arrival("b", "3", NOON);
    table.add(Map.of(first, retry(), behind, retry(), other, retry()), NOON);
    assertThat(claim()).extracting(Due::id).containsExactlyInAnyOrder(first.id(), other.id());
    assertThat(claim()).isEmpty();
  }

  @Test
  void anEventOfADeadRunnerRunsAgainAfterItsLeaseAndTheDeadRunnerSettlesNothing() {
    table.add(Map.of(arrival("a", "1", NOON), retry()), NOON);
    Due lost = claim().get(0);
    Instant later = NOON.plus(Duration.ofMinutes(6));
    UUID other = UUID.randomUUID();
    Due again = table.claim(other, LATE, 10, List.of(), later).get(0);
    assertThat(again.id()).isEqualTo(lost.id());
    assertThat(settle(lost, ME, Decision.dead("late"), later)).isEmpty();
    assertThat(settle(again, other, Decision.dead("in time"), later)).containsExactly(again.id());
  }

  @Test
  void aHubThatIsAloneNeedNotWaitForALeaseToEnd() {
    table.add(Map.of(arrival("a", "1", NOON), retry()), NOON);
    Due lost = claim().get(0);
    assertThat(claim()).isEmpty();
    assertThat(table.release(NOON)).isEqualTo(1);
    assertThat(claim()).extracting(Due::id).containsExactly(lost.id());
  }

  @Test
  void aBusyFlowIsLeftForLater() {
    table.add(Map.of(arrival("a", "1", NOON), retry()), NOON);
    assertThat(table.claim(ME, LATE, 10, List.of("odoo.unreadable"), NOON)).isEmpty();
    assertThat(claim()).hasSize(1);
  }

  @Test
  void onlyItsOwnLaneTakesATurn() {
    table.set(turn("a", 1), "conversation.turn", NOON);
    assertThat(claim()).isEmpty();
    assertThat(turns(NOON)).hasSize(1);
  }

  @Test
  void turnsOfOneConversationAreTakenOneAfterAnother() {
    table.set(turn("a", 1), "conversation.turn", NOON);
    table.set(turn("a", 2), "conversation.turn", NOON);
    table.set(turn("b", 3), "conversation.turn", NOON);
    List<Due> first = turns(NOON);
    assertThat(first).extracting(due -> due.record().key()).containsExactlyInAnyOrder("1", "3");
    assertThat(turns(NOON)).isEmpty();
    first.forEach(due -> settle(due, ME, Decision.done(), NOON));
    assertThat(turns(NOON)).extracting(due -> due.record().key()).containsExactly("2");
  }

  @Test
  void anUnstartedTurnCanBePostponedUpToALimit() {
    table.set(turn("a", 1), "conversation.turn", NOON.plusSeconds(3));
    Duration limit = Duration.ofSeconds(10);
    assertThat(table.putOff("conversation.turn", "turn:a", NOON.plusSeconds(5), limit))
        .contains(turn("a", 1).id());
    assertThat(turns(NOON.plusSeconds(4))).isEmpty();
    table.putOff("conversation.turn", "turn:a", NOON.plusSeconds(60), limit);
    assertThat(turns(NOON.plusSeconds(12))).hasSize(1);
    assertThat(table.putOff("conversation.turn", "turn:a", NOON.plusSeconds(70), limit)).isEmpty();
  }

  private Set<UUID> settle(Due due, UUID runner, Decision decision, Instant now) {
    return table.settle(List.of(new EventTable.Settled(due, decision, false)), runner, now);
  }

  private List<Due> turns(Instant at) {
    return table.claim(ME, TURNS, 10, List.of(), at);
  }

  private static InboundRecord turn(String conversation, int number) {
    return InboundRecord.of(
        "conversation",
        new Identity(Integer.toString(number), "turn:" + conversation),
        NOON.plusMillis(number),
        null,
        new byte[0]);
  }

  private List<Due> claim() {
    return table.claim(ME, LATE, 10, List.of(), NOON);
  }

  private static Decision retry() {
    return Decision.later("test", NOON);
  }

  private static Arrival arrival(String subject, String key, Instant at) {
    return arrival(subject, key, at, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static Arrival arrival(String subject, String key, Instant at, byte[] body) {
    InboundRecord record =
        InboundRecord.of("odoo", new Identity(key, subject), at, "application/json", body);
    return new Arrival(record, null, "test");
  }
}
