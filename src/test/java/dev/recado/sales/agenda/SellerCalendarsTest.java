package dev.recado.sales.agenda;

import static dev.recado.sales.agenda.TestAgenda.MARIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.agenda.Agenda.Booked;
import dev.recado.sales.agenda.Agenda.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SellerCalendarsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final TestAgenda agenda = new TestAgenda(DATABASE);
  private final SellerCalendars calendars = calendars("a key");

  private SellerCalendars calendars(String key) {
    CalendarTokens tokens = new CalendarTokens(agenda.jdbc, key.getBytes(StandardCharsets.UTF_8));
    return new SellerCalendars(tokens, agenda.table, agenda.sellers, agenda.clock, TestAgenda.ZONE);
  }

  @BeforeEach
  void anaAndBrunoSell() {
    agenda.sellers.all.add(TestSellers.seller(1, "Ana Atendente", true));
    agenda.sellers.all.add(TestSellers.seller(2, "Bruno", true));
  }

  private static String token(String path) {
    return path.replace("/calendar/", "").replace(".ics", "");
  }

  private String read() {
    return calendars.read(token(calendars.path(1).orElseThrow())).orElseThrow();
  }

  @Test
  void anAppointmentIsAnEventInTheCompanysTimeZone() {
    book("2026-12-02T18:00:00Z");

    assertThat(read().replace("\r\n ", ""))
        .contains(
            "BEGIN:VTIMEZONE",
            "DTSTART;TZID=America/Sao_Paulo:20261202T150000",
            "DTEND;TZID=America/Sao_Paulo:20261202T153000",
            "SUMMARY:Maria Silva",
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            "LAST-MODIFIED:20261201T130000Z",
            "DESCRIPTION:WhatsApp: +5511987654321")
        .containsPattern("UID:appointment-\\d+@recado");
  }

  private Appointment book(String start) {
    return ((Booked) agenda.book.book(TestAgenda.wish(MARIA, start))).appointment();
  }

  @Test
  void aMovedEventKeepsItsUidAndACancelledOneSaysSo() {
    Appointment made = book("2026-12-02T18:00:00Z");
    agenda.book.reschedule(made.id(), Instant.parse("2026-12-03T18:00:00Z"), TestAgenda.ADMIN);
    assertThat(read())
        .contains("UID:appointment-" + made.id() + "@recado", "SEQUENCE:1", "20261203T150000");

    agenda.book.cancel(made.id(), TestAgenda.ADMIN, null);
    assertThat(read())
        .contains("UID:appointment-" + made.id() + "@recado", "SEQUENCE:2", "STATUS:CANCELLED");
  }

  @Test
  void noLineIsLongerThan75OctetsAndNoCharacterIsSplit() {
    Wish wish = TestAgenda.wish(MARIA, "2026-12-02T18:00:00Z");
    String subject = "Reforma do dormitório da irmã, çãõ é à 🛏️ ".repeat(5).strip();
    agenda.book.book(
        new Wish(
            wish.address(),
            wish.start(),
            wish.seller(),
            "João Conceição",
            subject,
            wish.area(),
            wish.lead(),
            wish.by(),
            wish.kind()));
    String calendar = read();
    assertThat(calendar.split("\r\n"))
        .allSatisfy(
            line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    assertThat(calendar).endsWith("END:VCALENDAR\r\n").doesNotContain("\uFFFD");
    assertThat(calendar.replace("\r\n ", ""))
        .contains("SUMMARY:João Conceição - " + subject.replace(",", "\\,"));
  }

  @Test
  void theCalendarNamesARefreshIntervalAndSameAppointmentsGiveTheSameBytes() {
    book("2026-12-02T18:00:00Z");
    String calendar = read();
    assertThat(calendar)
        .contains("REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n", "X-PUBLISHED-TTL:PT15M\r\n");
    assertThat(read()).isEqualTo(calendar);
  }

  @Test
  void anAddressBelongsToOneSellerAndCanBeRevoked() {
    String anas = calendars.path(1).orElseThrow();
    String brunos = calendars.path(2).orElseThrow();
    assertThat(calendars.read(token(anas)).orElseThrow()).contains("Agenda de Ana Atendente");
    assertThat(calendars.read(token(brunos)).orElseThrow()).contains("Agenda de Bruno");

    String renewed = calendars.renew(1).orElseThrow();
    assertThat(renewed).isNotEqualTo(anas);
    assertThat(calendars.read(token(anas))).isEmpty();
    assertThat(calendars.read(token(renewed))).isPresent();
    assertThat(calendars.read(token(brunos))).isPresent();
  }

  @Test
  void aGuessedOrForgedTokenOpensNothing() {
    String forged = token(calendars("another key").path(1).orElseThrow());
    String swapped = token(calendars.path(1).orElseThrow()).replaceFirst("1-", "2-");

    assertThat(calendars.read(forged)).isEmpty();
    assertThat(calendars.read(swapped)).isEmpty();
    assertThat(calendars.read("1-")).isEmpty();
    assertThat(calendars.read("x")).isEmpty();
    assertThat(calendars.path(3)).isEmpty();
  }
}
