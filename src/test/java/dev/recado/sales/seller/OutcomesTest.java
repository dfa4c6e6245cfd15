package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Outcomes.Sales;
import dev.recado.sales.seller.Outcomes.Stored;
import dev.recado.sales.seller.Performance.AreaFigures;
import dev.recado.sales.seller.Performance.Report;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Won and lost leads, and what the report says of them. It is Monday, 16 November 2026. */
class OutcomesTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:551187654321";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 16);

  private final SellerKit kit = new SellerKit(DATABASE);
  private Seller ana = TestData.NOBODY;

  /** Stands for the seller before each test adds one. */
  private static final class TestData {
    static final Seller NOBODY =
        new Seller(0, "", null, null, List.of(), "custom", null, false, WorkingHours.USUAL);
  }

  @BeforeEach
  void aLeadOfAna() {
    kit.empty();
    ana = kit.add("Ana Atendente", "Vendas");
    kit.sellers.assign(MARIA, "Vendas");
  }

  private static Outcome won(@Nullable String value) {
    return new Outcome(true, value == null ? null : new BigDecimal(value), null, "2801", "admin");
  }

  private static Outcome lost(String reason) {
    return new Outcome(false, null, reason, "2801", "admin");
  }

  private Stored close(Outcome outcome) {
    return kit.outcomes.close(MARIA, outcome).orElseThrow();
  }

  private List<String> log() {
    return kit.jdbc
        .sql("select what || coalesce(': ' || why, '') from assignment_log order by id")
        .query(String.class)
        .list();
  }

  private Report report(LocalDate first, LocalDate last) {
    return kit.performance().of(first, last);
  }

  private Sales sales(LocalDate day) {
    return Objects.requireNonNull(report(day, day).figures().get(ana.id())).sales();
  }

  @Test
  void aWonLeadNoLongerCountsAsLoadAndIsInTheReport() {
    close(won("25000.50"));

    assertThat(kit.roster.openLeads()).isEmpty();
    assertThat(sales(TODAY)).isEqualTo(new Sales(1, 0, new BigDecimal("25000.50")));
    assertThat(sales(TODAY.plusDays(1))).isEqualTo(Sales.NONE);
    assertThat(log()).containsExactly("GIVEN", "CLOSED", "WON: R$ 25000.50; por admin");
  }

  @Test
  void aSecondOutcomeReplacesTheFirstOneWithALineInTheLog() {
    close(lost("Preço"));
    kit.clock.tick(Duration.ofDays(1));
    Stored stored = close(won("100"));

    assertThat(stored.outcome().reason()).as("the reason of the loss").isNull();
    assertThat(sales(TODAY)).isEqualTo(Sales.NONE);
    assertThat(sales(TODAY.plusDays(1))).isEqualTo(new Sales(1, 0, new BigDecimal("100.00")));
    assertThat(log())
        .containsExactly("GIVEN", "CLOSED", "LOST: Preço; por admin", "WON: R$ 100.00; por admin");
  }

  @Test
  void aCorrectedValueStaysOnItsDay() {
    close(won("100"));
    kit.clock.tick(Duration.ofDays(1));
    close(won("120"));

    assertThat(sales(TODAY)).isEqualTo(new Sales(1, 0, new BigDecimal("120.00")));
  }

  @Test
  void theSameOutcomeAgainOrWithoutAValueChangesNothing() {
    close(won("100"));
    List<String> before = log();

    assertThat(close(won("100.00")).changed()).isFalse();
    assertThat(close(won(null)).outcome().value()).isEqualByComparingTo("100");
    assertThat(log()).isEqualTo(before);
  }

  @Test
  void aCustomerWhoComesBackIsANewLeadWithItsOwnOutcome() {
    close(won("100"));
    kit.clock.tick(Duration.ofDays(1));
    kit.sellers.assign(MARIA, "Vendas");
    assertThat(kit.outcomes.current(MARIA)).isEmpty();
    assertThat(kit.outcomes.conversationOf("2801")).isEmpty();
    close(won("50"));

    Report both = report(TODAY, TODAY.plusDays(1));
    assertThat(Objects.requireNonNull(both.figures().get(ana.id())).sales())
        .isEqualTo(new Sales(2, 0, new BigDecimal("150.00")));
  }

  @Test
  void theConversionIsWonOfEnded() {
    close(won("100"));
    kit.sellers.assign("whatsapp:2", "Vendas");
    kit.outcomes.close("whatsapp:2", lost("Preço"));
    kit.sellers.assign("whatsapp:3", "Vendas");
    kit.outcomes.close("whatsapp:3", lost("Prazo"));
    kit.sellers.assign("whatsapp:4", "Vendas");
    kit.sellers.close("whatsapp:4");

    assertThat(sales(TODAY).conversion()).isEqualTo(new BigDecimal("0.3333"));
    assertThat(Sales.NONE.conversion()).isNull();
  }

  @Test
  void areasHaveTheirOwnFigures() {
    kit.add("Bruno", "Entregas");
    kit.sellers.assign("whatsapp:2", "Entregas");
    kit.sellers.assign("whatsapp:3", null);
    kit.outcomes.close("whatsapp:2", won("70"));
    close(lost("Preço"));
    PerformanceSource missed =
        new PerformanceSource() {
          @Override
          public String name() {
            return "faltas";
          }

          @Override
          public Map<Long, Long> counts(java.time.Instant from, java.time.Instant to) {
            return Map.of();
          }

          @Override
          public Optional<Map<String, Long>> countsByArea(
              java.time.Instant from, java.time.Instant to) {
            return Optional.of(Map.of("Entregas", 2L));
          }
        };

    assertThat(kit.performance(missed).of(TODAY, TODAY).areas())
        .containsExactly(
            new AreaFigures("", 1, 1, Sales.NONE, Map.of("faltas", 0L)),
            new AreaFigures(
                "Entregas", 1, 0, new Sales(1, 0, new BigDecimal("70.00")), Map.of("faltas", 2L)),
            new AreaFigures(
                "Vendas", 1, 0, new Sales(0, 1, new BigDecimal("0.00")), Map.of("faltas", 0L)));
  }

  @Test
  void aConversationWithoutASellerHasNoOutcome() {
    assertThat(kit.outcomes.close("whatsapp:nobody", won("1"))).isEmpty();
  }

  @Test
  void theOutcomeFollowsAMergedConversation() {
    close(won("100"));
    kit.assignments.merged(MARIA, "whatsapp:chat");
    kit.outcomes.merged(MARIA, "whatsapp:chat");

    assertThat(kit.outcomes.conversationOf("2801")).contains("whatsapp:chat");
    assertThat(kit.outcomes.current("whatsapp:chat")).isPresent();
  }
}
