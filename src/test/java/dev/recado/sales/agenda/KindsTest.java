package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.agenda.Agenda.Booked;
import dev.recado.sales.agenda.Agenda.Declined;
import dev.recado.sales.agenda.Agenda.Wish;
import dev.recado.sales.agenda.Kinds.Details;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Appointments of different length, and the question for the kind. */
class KindsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 12, 2);

  private final TestAgenda agenda = new TestAgenda(DATABASE);
  private final Search search =
      new Search(agenda.book, agenda.slots, agenda.kinds, TestAgenda.ZONE);

  @BeforeEach
  void ana() {
    agenda.sellers.all.add(TestSellers.seller(1, "Ana Atendente", true));
  }

  private Kind kind(String name, int minutes, @Nullable String area) {
    return agenda.kinds.add(new Details(name, minutes, area, true));
  }

  private static Wish wish(String phone, String start, @Nullable Kind kind) {
    return new Wish(
        phone,
        Instant.parse(start),
        1L,
        null,
        null,
        null,
        null,
        TestAgenda.ADMIN,
        kind == null ? null : kind.id());
  }

  private List<String> times(Kind kind) {
    return agenda.book.free(1, WEDNESDAY, kind).stream()
        .map(slot -> slot.start().atZone(TestAgenda.ZONE).toLocalTime().toString())
        .toList();
  }

  @Test
  void aKindHasItsLengthAndFitsIntoTheHours() {
    Kind visit = kind("Visita técnica", 120, null);
    Kind call = kind("Ligação", 10, null);

    assertThat(times(visit)).hasSize(15).endsWith("15:30", "16:00");
    assertThat(times(call)).hasSize(54).startsWith("09:00", "09:10").endsWith("17:50");
    Booked made = (Booked) agenda.book.book(wish(TestAgenda.MARIA, "2026-12-02T13:30:00Z", visit));
    assertThat(Duration.between(made.appointment().start(), made.appointment().end()))
        .isEqualTo(Duration.ofHours(2));
    assertThat(made.appointment().kindName()).isEqualTo("Visita técnica");
  }

  @Test
  void appointmentsOfDifferentLengthNeverOverlap() {
    Kind visit = kind("Visita técnica", 120, null);
    Kind call = kind("Ligação", 10, null);
    agenda.book.book(wish(TestAgenda.MARIA, "2026-12-02T13:30:00Z", visit));

    assertThat(times(visit)).startsWith("12:30").doesNotContain("09:00", "10:30", "12:00");
    assertThat(times(call)).contains("10:20", "12:30").doesNotContain("10:30", "12:20");
    assertThat(agenda.book.book(wish("5511911112222", "2026-12-02T15:20:00Z", call)))
        .isInstanceOf(Declined.class);
    assertThat(agenda.book.book(wish("5511911112222", "2026-12-02T12:00:00Z", visit)))
        .isInstanceOf(Declined.class);
    assertThat(agenda.book.book(wish("5511911112222", "2026-12-02T13:20:00Z", call)))
        .isInstanceOf(Booked.class);
  }

  @Test
  void aMovedAppointmentKeepsItsLength() {
    Kind visit = kind("Visita técnica", 120, null);
    Booked made = (Booked) agenda.book.book(wish(TestAgenda.MARIA, "2026-12-02T13:30:00Z", visit));
    Booked moved =
        (Booked)
            agenda.book.reschedule(
                made.appointment().id(), Instant.parse("2026-12-02T14:00:00Z"), TestAgenda.ADMIN);

    assertThat(moved.appointment().end()).isEqualTo(Instant.parse("2026-12-02T16:00:00Z"));
    assertThat(
            agenda.book.reschedule(
                made.appointment().id(), Instant.parse("2026-12-02T19:30:00Z"), TestAgenda.ADMIN))
        .isInstanceOf(Declined.class);
  }

  @Test
  void theOnlyKindNeedsNoQuestionAndSeveralHaveTheUsualLengthIfNoneIsNamed() {
    Kind visit = kind("Visita técnica", 60, "Cozinhas");
    Booked made = (Booked) agenda.book.book(wish(TestAgenda.MARIA, "2026-12-02T13:30:00Z", null));
    assertThat(made.appointment().kind()).isEqualTo(visit.id());
    assertThat(made.appointment().area()).as("the area of the kind").isEqualTo("Cozinhas");

    kind("Ligação", 10, null);
    Booked usual = (Booked) agenda.book.book(wish("5511911112222", "2026-12-02T18:00:00Z", null));
    assertThat(usual.appointment().kind()).isNull();
    assertThat(usual.appointment().end()).isEqualTo(Instant.parse("2026-12-02T18:30:00Z"));
  }

  @Test
  void aKindThatIsGoneIsNotBooked() {
    Kind visit = kind("Visita técnica", 60, null);
    agenda.kinds.change(visit.id(), new Details("Visita técnica", 60, null, false));

    assertThat(agenda.book.book(wish(TestAgenda.MARIA, "2026-12-02T13:30:00Z", visit)))
        .isInstanceOfSatisfying(
            Declined.class, it -> assertThat(it.reason()).contains("não pode mais ser agendado"));
  }

  @Test
  void aKindWithAppointmentsAheadIsNotDeletedAndAPastOneKeepsItsName() {
    Kind visit = kind("Visita técnica", 60, null);
    Booked made = (Booked) agenda.book.book(wish(TestAgenda.MARIA, "2026-12-02T13:30:00Z", visit));
    assertThat(agenda.kinds.delete(visit.id())).isEqualTo(1);
    assertThat(agenda.kinds.byId(visit.id())).isPresent();

    agenda.clock.tick(Duration.ofDays(2));
    assertThat(agenda.kinds.delete(visit.id())).isZero();
    assertThat(agenda.kinds.all()).isEmpty();
    assertThat(agenda.book.byId(made.appointment().id()).orElseThrow().kindName())
        .isEqualTo("Visita técnica");
    assertThat(kind("visita tecnica", 30, null).id()).isNotEqualTo(visit.id());
  }

  private static Map<String, Object> turn(String text, Map<String, Object> facts) {
    Map<String, Object> turn = new LinkedHashMap<>();
    turn.put("text", text);
    turn.put("conversation", "whatsapp:551187654321");
    if (!facts.isEmpty()) {
      turn.put("awaiting", "agenda");
    }
    turn.put("facts", facts);
    return turn;
  }

  private Step begin(String text, @Nullable String area) {
    return search.begin(turn(text, Map.of()), area, null, agenda.clock.instant(), false);
  }

  private Step goOn(String text, Step before) {
    Map<String, Object> turn = turn(text, new LinkedHashMap<>(before.values()));
    return search.goOn(turn, null, Memory.of(turn), null, agenda.clock.instant());
  }

  @Test
  void aCustomerWhoNamesTheKindIsNotAskedForIt() {
    Kind visit = kind("Visita técnica", 120, null);
    kind("Ligação", 10, null);

    Step step = begin("Queria uma VISITA TECNICA amanhã às 10h30", null);
    assertThat(step.action()).isEqualTo("book");
    assertThat(step.values())
        .containsEntry("agendaTipo", visit.id())
        .containsEntry("inicio", "2026-12-02T13:30:00Z");
  }

  @Test
  void theQuestionForTheKindKeepsTheTimeThatWasNamed() {
    Kind call = kind("Ligação", 10, null);
    Kind visit = kind("Visita técnica", 120, null);

    Step asked = begin("Quero agendar amanhã às 10h", null);
    assertThat(asked.action()).isEqualTo("ask");
    assertThat(asked.values())
        .containsEntry("template", "agenda_tipos")
        .containsEntry("opcoes", "1. Ligação (10 minutos)\n2. Visita técnica (2 horas)")
        .containsEntry("agendaTipos", call.id() + "," + visit.id());
    Step answered = goOn("a segunda", asked);
    assertThat(answered.action()).isEqualTo("book");
    assertThat(answered.values())
        .containsEntry("agendaTipo", visit.id())
        .containsEntry("inicio", "2026-12-02T13:00:00Z");
  }

  @Test
  void thePartOfTheDayIsKeptAndTheOfferRemembersTheKind() {
    kind("Ligação", 10, null);
    Kind visit = kind("Visita técnica", 120, null);

    Step offered = goOn("2", begin("quarta à tarde", null));
    assertThat(offered.values())
        .containsEntry("template", "agenda_opcoes")
        .containsEntry("agendaTipo", visit.id())
        .doesNotContainKey("agendaTipos");
    assertThat(String.valueOf(offered.values().get("opcoes")))
        .contains("12:00", "15:30")
        .doesNotContain("09:00", "16:30");
    Step chosen = goOn("2", offered);
    assertThat(chosen.action()).isEqualTo("book");
    assertThat(chosen.values()).containsEntry("agendaTipo", visit.id());
  }

  @Test
  void aPersonIsCalledIfTheKindIsNotUnderstoodTwice() {
    kind("Ligação", 10, null);
    kind("Visita técnica", 120, null);

    Step again = goOn("tanto faz", begin("quero agendar", null));
    assertThat(again.values())
        .containsEntry("motivo", "Não entendi. Qual tipo de atendimento você quer?")
        .containsEntry("agendaRepetida", "sim");
    assertThat(goOn("sei lá", again).action()).isEqualTo("person");
  }

  @Test
  void aKindOfAnotherAreaIsNotOffered() {
    kind("Medição de cozinha", 60, "Cozinhas");
    kind("Medição de quarto", 90, "Dormitórios");
    Kind call = kind("Ligação", 10, null);

    assertThat(String.valueOf(begin("quero agendar", "Dormitórios").values().get("opcoes")))
        .isEqualTo("1. Ligação (10 minutos)\n2. Medição de quarto (90 minutos)");
    assertThat(begin("quero agendar amanhã às 10h", "Banheiros").values())
        .containsEntry("agendaTipo", call.id());
  }
}
