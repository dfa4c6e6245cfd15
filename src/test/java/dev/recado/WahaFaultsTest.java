package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Invoice;
import dev.recado.StubWaha.Behaviour;
import dev.recado.StubWaha.Engine;
import dev.recado.StubWaha.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A WAHA that fails, slows down, hangs or drops the line, with message ids and without. */
@Tag("hub")
@Order(1)
class WahaFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final StubWaha NOWEB = new StubWaha(Engine.NOWEB);
  private static final StubWaha WEBJS = new StubWaha(Engine.WEBJS);
  private static final HubProcess HUB = HubProcess.named("noweb").onSharedServers().waha(NOWEB);
  private static final HubProcess WITHOUT_IDS =
      HubProcess.named("webjs").onSharedServers().waha(WEBJS);

  @BeforeAll
  static void start() {
    HUB.start();
    HUB.plantClients(1, 300);
    WITHOUT_IDS.start();
    WITHOUT_IDS.plantClients(1, 100);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    WITHOUT_IDS.close();
    NOWEB.close();
    WEBJS.close();
  }

  @AfterEach
  void mend() {
    NOWEB.behave(Behaviour.OK);
    NOWEB.release();
    WEBJS.behave(Behaviour.OK);
    WEBJS.release();
  }

  @Test
  void failuresOpenTheBreakerAndEverythingArrivesOnceItCloses() {
    NOWEB.behave(Behaviour.HTTP_500);
    int opened = opened();
    List<Invoice> invoices = send(HUB, 1, 40);
    await("it has opened, and again after each trial")
        .atMost(LIMIT)
        .until(() -> opened() > opened + 3);
    NOWEB.behave(Behaviour.OK);
    arriveOnce(NOWEB, invoices);
    // WhatsApp has them a moment before the table shows it.
    await().atMost(LIMIT).until(() -> states(HUB, invoices).equals(Map.of("SENT", 40L)));
  }

  @Test
  void anOpenBreakerHoldsMessagesWithoutUsingTheirAttempts() {
    NOWEB.behave(Behaviour.HTTP_500);
    int opened = opened();
    List<Invoice> first = send(HUB, 50, 40);
    await().atMost(LIMIT).until(() -> opened() > opened);
    // These wait behind the breaker, which lets three through at a time and none in between.
    List<Invoice> waiting = send(HUB, 100, 40);
    await().atMost(LIMIT).until(() -> opened() > opened + 2);
    long tries = NOWEB.requests().stream().filter(of(waiting)).count();
    NOWEB.behave(Behaviour.OK);
    arriveOnce(NOWEB, first);
    arriveOnce(NOWEB, waiting);
    await().atMost(LIMIT).until(() -> states(HUB, waiting).equals(Map.of("SENT", 40L)));
    // Each attempt counted in a row was a request.
    assertThat(attempts(waiting)).isEqualTo(NOWEB.requests().stream().filter(of(waiting)).count());
    assertThat(tries).isLessThan(waiting.size());
  }

  @Test
  void tooManyRequestsIsWaitedForAsLongAsAsked() {
    Invoice invoice = Invoices.next(150);
    NOWEB.behave(of(List.of(invoice)), 1, Behaviour.HTTP_429);
    post(HUB, invoice);
    arriveOnce(NOWEB, List.of(invoice));
    List<Sent> tries = NOWEB.requests().stream().filter(of(List.of(invoice))).toList();
    assertThat(tries).hasSize(2);
    // The schedule alone would have tried again after a fifth of a second.
    assertThat(Duration.between(tries.get(0).at(), tries.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(950));
  }

  @Test
  void aSessionThatIsDownIsWaitedFor() {
    Invoice invoice = Invoices.next(151);
    NOWEB.behave(of(List.of(invoice)), 2, Behaviour.HTTP_422_NOT_WORKING);
    post(HUB, invoice);
    arriveOnce(NOWEB, List.of(invoice));
    assertThat(attempts(List.of(invoice))).isEqualTo(3);
  }

  @Test
  void aRefusedKeyIsNamedAndTheMessageGoesOutOnceItIsTaken() {
    Invoice invoice = Invoices.next(152);
    NOWEB.behave(of(List.of(invoice)), 1, Behaviour.HTTP_401);
    post(HUB, invoice);
    await().atMost(LIMIT).until(() -> states(HUB, List.of(invoice)).containsKey("RETRY"));
    assertThat(reason(HUB, invoice)).contains("WAHA_API_KEY");
    arriveOnce(NOWEB, List.of(invoice));
    await().atMost(LIMIT).until(() -> states(HUB, List.of(invoice)).equals(Map.of("SENT", 1L)));
  }

  @Test
  void withIdsALineDroppedAfterTheRequestIsRepeatedAsTheSameMessage() {
    List<Invoice> invoices = IntStream.range(160, 165).mapToObj(Invoices::next).toList();
    NOWEB.behave(of(invoices), 5, Behaviour.DROP_AFTER_REQUEST);
    invoices.forEach(invoice -> post(HUB, invoice));
    arriveOnce(NOWEB, invoices);
    await().atMost(LIMIT).until(() -> states(HUB, invoices).equals(Map.of("SENT", 5L)));
    assertThat(NOWEB.requests().stream().filter(of(invoices))).hasSize(10);
  }

  @Test
  void withIdsAHangingWahaIsRepeatedAsTheSameMessage() {
    Invoice invoice = Invoices.next(170);
    NOWEB.behave(of(List.of(invoice)), 1, Behaviour.HANG);
    post(HUB, invoice);
    await().atMost(LIMIT).until(() -> states(HUB, List.of(invoice)).equals(Map.of("SENT", 1L)));
    arriveOnce(NOWEB, List.of(invoice));
    assertThat(NOWEB.requests().stream().filter(of(List.of(invoice)))).hasSize(2);
  }

  @Test
  void withoutIdsWhatMayHaveArrivedIsUnknownAndNotRepeated() {
    List<Invoice> dropped = List.of(Invoices.next(1), Invoices.next(2));
    Invoice hanging = Invoices.next(3);
    Invoice failing = Invoices.next(4);
    Invoice healthy = Invoices.next(5);
    WEBJS.behave(of(dropped), 9, Behaviour.DROP_AFTER_REQUEST);
    WEBJS.behave(of(List.of(hanging)), 9, Behaviour.HANG);
    WEBJS.behave(of(List.of(failing)), 9, Behaviour.HTTP_500);
    dropped.forEach(invoice -> post(WITHOUT_IDS, invoice));
    post(WITHOUT_IDS, hanging);
    post(WITHOUT_IDS, failing);
    post(WITHOUT_IDS, healthy);

    List<Invoice> lost = List.of(dropped.get(0), dropped.get(1), hanging, failing);
    await().atMost(LIMIT).until(() -> states(WITHOUT_IDS, lost).equals(Map.of("UNKNOWN", 4L)));
    arriveOnce(WEBJS, List.of(healthy));
    // Later messages of the same people are not delayed, and the lost ones have had their chance.
    List<Invoice> later = IntStream.rangeClosed(1, 4).mapToObj(Invoices::next).toList();
    later.forEach(invoice -> post(WITHOUT_IDS, invoice));
    arriveOnce(WEBJS, later);
    assertThat(WEBJS.requests().stream().filter(of(lost))).hasSize(4);
  }

  @Test
  void anAnswerThatIsNotWahasIsRepeatedWithAnIdAndHoldsUpNobodyElse() {
    List<Invoice> bad = List.of(Invoices.next(240), Invoices.next(241));
    NOWEB.behave(of(bad.subList(0, 1)), 2, Behaviour.ENDLESS_ID);
    NOWEB.behave(of(bad.subList(1, 2)), 2, Behaviour.PAGE);
    bad.forEach(invoice -> post(HUB, invoice));
    List<Invoice> others = send(HUB, 242, 5);
    arriveOnce(NOWEB, others);
    await().atMost(LIMIT).until(() -> states(HUB, others).equals(Map.of("SENT", 5L)));
    await().atMost(LIMIT).until(() -> states(HUB, bad).equals(Map.of("SENT", 2L)));
    arriveOnce(NOWEB, bad);
    assertThat(attempts(bad)).isEqualTo(6);
  }

  @Test
  void anAnswerThatIsNotWahasIsUnknownWithoutAnIdAndHoldsUpNobodyElse() {
    List<Invoice> bad = List.of(Invoices.next(20), Invoices.next(21));
    WEBJS.behave(of(bad.subList(0, 1)), 1, Behaviour.ENDLESS_ID);
    WEBJS.behave(of(bad.subList(1, 2)), 1, Behaviour.PAGE);
    bad.forEach(invoice -> post(WITHOUT_IDS, invoice));
    List<Invoice> others = send(WITHOUT_IDS, 22, 5);
    arriveOnce(WEBJS, others);
    await().atMost(LIMIT).until(() -> states(WITHOUT_IDS, others).equals(Map.of("SENT", 5L)));
    await().atMost(LIMIT).until(() -> states(WITHOUT_IDS, bad).equals(Map.of("UNKNOWN", 2L)));
    assertThat(reason(WITHOUT_IDS, bad.get(1))).contains("não é do WAHA", "WAHA_URL");
    assertThat(WEBJS.requests().stream().filter(of(bad))).hasSize(2);
  }

  @Test
  void withoutIdsWhatWahaRefusedToTakeIsRepeated() {
    Invoice invoice = Invoices.next(10);
    WEBJS.behave(of(List.of(invoice)), 1, Behaviour.HTTP_429);
    post(WITHOUT_IDS, invoice);
    arriveOnce(WEBJS, List.of(invoice));
  }

  @Test
  void messagesOfOneCustomerKeepTheirOrderAndHoldUpNobodyElse() {
    List<Invoice> mine = IntStream.range(0, 20).mapToObj(n -> Invoices.next(200)).toList();
    Invoice theirs = Invoices.next(201);
    NOWEB.behave(of(mine.subList(0, 1)), 2, Behaviour.HTTP_500);
    mine.forEach(
        invoice -> {
          post(HUB, invoice);
          processed(HUB, invoice);
        });
    post(HUB, theirs);
    arriveOnce(NOWEB, mine);
    arriveOnce(NOWEB, List.of(theirs));
    assertThat(NOWEB.delivered().stream().filter(of(mine)).map(Sent::invoice).toList())
        .containsExactlyElementsOf(mine.stream().map(Invoice::number).toList());
  }

  @Test
  void anotherCustomersMessageOvertakesOneThatFails() {
    Invoice failing = Invoices.next(210);
    Invoice behind = Invoices.next(210);
    Invoice other = Invoices.next(211);
    NOWEB.behave(of(List.of(failing)), 1000, Behaviour.HTTP_422_NOT_WORKING);
    post(HUB, failing);
    processed(HUB, failing);
    post(HUB, behind);
    post(HUB, other);
    arriveOnce(NOWEB, List.of(other));
    assertThat(NOWEB.deliveredInvoices()).doesNotContain(failing.number(), behind.number());
    NOWEB.forget();
    arriveOnce(NOWEB, List.of(failing, behind));
  }

  @Test
  void whoOptedOutGetsNothing() {
    Invoice invoice = Invoices.next(220);
    contact(220, "opted_out_at");
    post(HUB, invoice);
    await().atMost(LIMIT).until(() -> states(HUB, List.of(invoice)).containsKey("CANCELLED"));
    assertThat(reason(HUB, invoice)).startsWith("OPT_OUT");
    assertThat(NOWEB.requests().stream().filter(of(List.of(invoice)))).isEmpty();
  }

  @Test
  void whileAPersonHasTheConversationANoticeIsHeld() {
    Invoice invoice = Invoices.next(221);
    contact(221, "handed_over_at");
    post(HUB, invoice);
    await().atMost(LIMIT).until(() -> states(HUB, List.of(invoice)).containsKey("HELD"));
    assertThat(reason(HUB, invoice)).startsWith("HAND_OVER");
    assertThat(NOWEB.requests().stream().filter(of(List.of(invoice)))).isEmpty();
  }

  @Test
  void anIdleHubAsksForNoMessageIds() {
    Invoice invoice = Invoices.next(230);
    post(HUB, invoice);
    arriveOnce(NOWEB, List.of(invoice));
    await()
        .atMost(LIMIT)
        .during(Duration.ofSeconds(6))
        .until(new Steady<>(NOWEB::idsGiven)::unchanged);
  }

  /** Tells whether a value is the same as at the last look. */
  private static final class Steady<T> {
    private final java.util.function.Supplier<T> value;
    private T last;

    Steady(java.util.function.Supplier<T> value) {
      this.value = value;
      this.last = value.get();
    }

    boolean unchanged() {
      T before = last;
      last = value.get();
      return Objects.equals(before, last);
    }
  }

  private static void contact(int customer, String column) {
    String phone =
        HUB.database()
            .sql("select phone from client where odoo_partner_id = ?")
            .param(customer)
            .query(String.class)
            .single();
    HUB.database()
        .sql("insert into contact (conversation, address, " + column + ") values (?, ?, now())")
        .params("whatsapp:" + dev.recado.ground.phone.Phones.matchKey(phone), phone)
        .update();
  }

  private static List<Invoice> send(HubProcess hub, int firstCustomer, int count) {
    List<Invoice> invoices =
        IntStream.range(0, count).mapToObj(n -> Invoices.next(firstCustomer + n)).toList();
    invoices.forEach(invoice -> post(hub, invoice));
    return invoices;
  }

  private static void post(HubProcess hub, Invoice invoice) {
    assertThat(new Invoices(hub).send(invoice, LIMIT)).isTrue();
  }

  private static void processed(HubProcess hub, Invoice invoice) {
    await().atMost(LIMIT).until(() -> !states(hub, List.of(invoice)).isEmpty());
  }

  private static Predicate<Sent> of(List<Invoice> invoices) {
    List<String> numbers = invoices.stream().map(Invoice::number).toList();
    return sent -> numbers.contains(sent.invoice());
  }

  private static void arriveOnce(StubWaha waha, List<Invoice> invoices) {
    TreeSet<String> numbers = new TreeSet<>(invoices.stream().map(Invoice::number).toList());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(waha.deliveredInvoices().stream().filter(numbers::contains))
                    .containsExactlyInAnyOrderElementsOf(numbers));
  }

  /** Counts the rows of these invoices by state. */
  private static Map<String, Long> states(HubProcess hub, List<Invoice> invoices) {
    Map<String, Long> states = new java.util.TreeMap<>();
    hub.database()
        .sql(
            """
            select state from outbox
             where substring(payload from 'INV/2026/[0-9]+') = any (?::text[])
            """)
        .param(invoices.stream().map(Invoice::number).toArray(String[]::new))
        .query(String.class)
        .list()
        .forEach(state -> states.merge(state, 1L, Long::sum));
    return states;
  }

  private static String reason(HubProcess hub, Invoice invoice) {
    return hub.database()
        .sql("select reason from outbox where payload like '%' || ? || '%'")
        .param(invoice.number())
        .query(String.class)
        .single();
  }

  private static long attempts(List<Invoice> invoices) {
    return HUB.database()
        .sql(
            """
            select sum(attempts) from outbox
             where substring(payload from 'INV/2026/[0-9]+') = any (?::text[])
            """)
        .param(invoices.stream().map(Invoice::number).toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  /** Counts how often the breaker has opened. */
  private static int opened() {
    return HUB.log().split("Connector waha: breaker .*to OPEN", -1).length - 1;
  }
}
