package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.HoursText;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.SellerKit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When somebody answers a conversation. */
class AttendanceTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:551187654321";

  private final TestSellers sellers = new TestSellers();
  private final Holidays holidays = new Holidays(DATABASE.jdbc());
  private final Attendance attendance =
      new Attendance(
          sellers, holidays, new SellerKit(DATABASE).absences, ZoneId.of("America/Sao_Paulo"));

  @BeforeEach
  void noDaysOff() {
    DATABASE.jdbc().sql("truncate holiday").update();
  }

  private static Instant at(String local) {
    return Instant.parse(local + ":00-03:00");
  }

  private static Seller seller(long id, boolean active, Map<String, List<String>> hours) {
    return new Seller(
        id, "S" + id, null, null, List.of(), "custom", null, active, HoursText.read(hours));
  }

  @Test
  void noReturnTimeIsGivenWhileTheSellerIsAtWork() {
    sellers.all.add(seller(1, true, Map.of("terça", List.of("09:00-12:00", "13:00-18:00"))));
    sellers.owners.put(MARIA, 1L);

    assertThat(attendance.next(MARIA, at("2026-12-01T09:00"))).isEmpty();
    assertThat(attendance.next(MARIA, at("2026-12-01T12:00"))).contains(at("2026-12-01T13:00"));
    assertThat(attendance.next(MARIA, at("2026-12-01T18:00"))).contains(at("2026-12-08T09:00"));
  }

  @Test
  void aHandOverIsAnsweredFromTheHourThatTheCustomerReads() {
    sellers.all.add(seller(1, true, Map.of("segunda", List.of("09:00-18:00"))));

    assertThat(attendance.from(MARIA, at("2026-11-28T23:00"))).isEqualTo(at("2026-11-30T09:00"));
    assertThat(attendance.from(MARIA, at("2026-11-30T10:00"))).isEqualTo(at("2026-11-30T10:00"));
  }

  @Test
  void nobodyWorksOnADayOff() {
    sellers.all.add(
        seller(1, true, Map.of("quinta", List.of("09:00-18:00"), "sexta", List.of("09:00-18:00"))));
    sellers.owners.put(MARIA, 1L);
    holidays.put(LocalDate.of(2026, 12, 3), "Inventário");

    assertThat(attendance.next(MARIA, at("2026-12-03T10:00"))).contains(at("2026-12-04T09:00"));
    assertThat(attendance.next(MARIA, at("2026-12-24T19:00")))
        .as("Christmas is a Friday")
        .contains(at("2026-12-31T09:00"));
  }

  @Test
  void withoutAWorkingSellerTheHoursOfAllActiveSellersCount() {
    sellers.all.add(seller(1, true, Map.of("terça", List.of("09:00-12:00"))));
    sellers.all.add(seller(2, true, Map.of("terça", List.of("14:00-20:00"))));
    sellers.all.add(seller(3, false, Map.of("domingo", List.of("00:00-23:59"))));
    sellers.owners.put(MARIA, 3L);

    assertThat(attendance.next(MARIA, at("2026-12-01T19:00"))).isEmpty();
    assertThat(attendance.next(MARIA, at("2026-12-01T13:00"))).contains(at("2026-12-01T14:00"));
    assertThat(attendance.next(MARIA, at("2026-12-06T13:00"))).contains(at("2026-12-08T09:00"));
  }

  @Test
  void withoutSellersTheUsualHoursHoldAndWithoutHoursNoTimeIsPromised() {
    assertThat(attendance.next(MARIA, at("2026-12-01T10:00"))).isEmpty();
    assertThat(attendance.next(MARIA, at("2026-12-01T21:00"))).contains(at("2026-12-02T09:00"));

    sellers.all.add(seller(1, true, Map.of()));
    assertThat(attendance.next(MARIA, at("2026-12-01T21:00"))).isEmpty();
  }
}
