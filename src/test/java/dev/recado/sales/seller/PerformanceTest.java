package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Performance.Figures;
import dev.recado.sales.seller.Performance.Replies;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:551187654321";
  private static final String JOAO = "whatsapp:551187654322";
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");

  private final SellerKit kit = new SellerKit(DATABASE);

  @BeforeEach
  void empty() {
    kit.empty();
    kit.jdbc.sql("truncate conversation, identity, chat_message, outbox cascade").update();
  }

  @Test
  void eachExchangeIsMeasuredFromItsFirstUnansweredMessageToItsFirstAnswer() {
    Seller ana = given(MARIA, "Ana Atendente");
    says(MARIA, "CUSTOMER", 0);
    says(MARIA, "CUSTOMER", 50);
    says(MARIA, "PERSON", 60);
    says(MARIA, "PERSON", 70);
    says(MARIA, "CUSTOMER", 100);
    says(MARIA, "CUSTOMER", 400);
    says(MARIA, "PERSON", 700);
    says(MARIA, "PERSON", 720);
    says(MARIA, "CUSTOMER", 800);
    says(MARIA, "PERSON", 830);
    says(MARIA, "CUSTOMER", 900);

    assertThat(figures(ana).replies()).isEqualTo(new Replies(3, 60L, 230L));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoMiddleValues() {
    Seller ana = given(MARIA, "Ana Atendente");
    says(MARIA, "CUSTOMER", 0);
    says(MARIA, "PERSON", 10);
    says(MARIA, "CUSTOMER", 100);
    says(MARIA, "PERSON", 130);

    assertThat(figures(ana).replies()).isEqualTo(new Replies(2, 20L, 20L));
  }

  @Test
  void aPersonsMessageWithoutAQuestionIsNoAnswer() {
    Seller ana = given(MARIA, "Ana Atendente");
    says(MARIA, "PERSON", 10);
    says(MARIA, "PERSON", 20);

    assertThat(figures(ana).replies()).isEqualTo(Replies.NONE);
  }

  @Test
  void anAnswerCountsForTheSellerAtThatTimeFromTheAssignmentOn() {
    Seller ana = given(MARIA, "Ana Atendente");
    Seller bruno = kit.add("Bruno", "Financeiro");
    says(MARIA, "CUSTOMER", 0);
    says(MARIA, "PERSON", 20);
    says(MARIA, "CUSTOMER", 100);
    kit.clock.tick(Duration.ofSeconds(1000));
    kit.sellers.move(MARIA, bruno.id(), "a pedido");
    says(MARIA, "PERSON", 1040);

    assertThat(figures(ana).replies()).isEqualTo(new Replies(1, 20L, 20L));
    assertThat(figures(bruno).replies()).isEqualTo(new Replies(1, 40L, 40L));
  }

  @Test
  void theHubsAnswersAreMeasuredSeparately() {
    Seller ana = given(MARIA, "Ana Atendente");
    says(MARIA, "CUSTOMER", 0);
    hubSays(MARIA, 4);
    hubSays(MARIA, 6);
    says(MARIA, "CUSTOMER", 100);
    hubSays(MARIA, 110);
    says(MARIA, "CUSTOMER", 200);
    says(MARIA, "PERSON", 230);
    hubSays(MARIA, 240);

    assertThat(figures(ana).replies()).isEqualTo(new Replies(1, 230L, 230L));
    assertThat(kit.performance().of(MONDAY, MONDAY).hub()).isEqualTo(new Replies(2, 7L, 7L));
  }

  @Test
  void onlyTheRequestedDaysCountInTheCompanysTimeZone() {
    Seller ana = given(MARIA, "Ana Atendente");
    says(MARIA, "CUSTOMER", 0);
    // Monday 23:59 in São Paulo is already Tuesday in UTC.
    says(MARIA, "PERSON", Duration.ofHours(14).plusMinutes(59).toSeconds());

    assertThat(figures(ana).replies().count()).isEqualTo(1);
    assertThat(kit.performance().of(MONDAY.plusDays(1), MONDAY.plusDays(9)).figures().get(ana.id()))
        .isEqualTo(new Figures(0, 0, Replies.NONE, Outcomes.Sales.NONE, Map.of()));
  }

  @Test
  void leadsCountOnceAndOnlyLeadsStillWithTheSellerAreOpen() {
    Seller ana = given(MARIA, "Ana Atendente");
    kit.sellers.assign(JOAO, "Vendas");
    kit.sellers.assign("whatsapp:3", "Vendas");
    Seller bruno = kit.add("Bruno", "Financeiro");
    kit.sellers.move(JOAO, bruno.id(), "a pedido");
    kit.sellers.close("whatsapp:3");

    assertThat(figures(ana).received()).isEqualTo(3);
    assertThat(figures(ana).open()).isEqualTo(1);
    assertThat(figures(bruno).received()).isEqualTo(1);
    assertThat(figures(bruno).open()).isEqualTo(1);
  }

  @Test
  void otherPackagesAddTheirFigures() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Vendas");
    PerformanceSource appointments =
        new PerformanceSource() {
          @Override
          public String name() {
            return "agendamentos";
          }

          @Override
          public Map<Long, Long> counts(Instant from, Instant to) {
            return Map.of(ana.id(), Duration.between(from, to).toHours());
          }
        };
    assertThat(figures(ana, appointments).counts()).isEqualTo(Map.of("agendamentos", 24L));
    assertThat(figures(bruno, appointments).counts()).isEqualTo(Map.of("agendamentos", 0L));
  }

  private Seller given(String conversation, String name) {
    Seller seller = kit.add(name, "Vendas");
    kit.sellers.assign(conversation, "Vendas");
    return seller;
  }

  private Figures figures(Seller seller, PerformanceSource... sources) {
    return Objects.requireNonNull(
        kit.performance(sources).of(MONDAY, MONDAY).figures().get(seller.id()));
  }

  private static Timestamp at(long second) {
    return Timestamp.from(SellerKit.MONDAY.plusSeconds(second));
  }

  private void says(String conversation, String author, long second) {
    kit.jdbc
        .sql(
            """
            insert into conversation (key, channel, started_at, last_message_at)
            values (:key, 'whatsapp', :at, :at) on conflict do nothing
            """)
        .param("key", conversation)
        .param("at", at(second))
        .update();
    kit.jdbc
        .sql(
            """
            insert into chat_message (id, conversation, author, kind, text, sent_at, received_at)
            values (?, ?, ?, 'text', 'oi', ?, ?)
            """)
        .params(UUID.randomUUID(), conversation, author, at(second), at(second))
        .update();
  }

  private void hubSays(String conversation, long second) {
    kit.jdbc
        .sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state, due_at,
                                scheduled_for, created_at, sent_at)
            values (:id, 'whatsapp-text', 'waha', :conversation, '55', '{}', 'SENT', :at, :at, :at, :at)
            """)
        .param("id", UUID.randomUUID())
        .param("conversation", conversation)
        .param("at", at(second))
        .update();
  }
}
