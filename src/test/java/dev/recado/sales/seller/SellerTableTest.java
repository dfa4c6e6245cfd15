package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Sellers.Assignment;
import dev.recado.spine.flow.UnprocessableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which seller gets a conversation, and keeps it. */
class SellerTableTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:551187654321";
  private static final String JOAO = "whatsapp:551187654322";

  private final SellerKit kit = new SellerKit(DATABASE);
  private final Sellers sellers = kit.sellers;

  @BeforeEach
  void empty() {
    kit.empty();
  }

  @Test
  void aConversationKeepsItsSeller() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Assignment first = sellers.assign(MARIA, "Vendas");
    kit.add("Bruno", "Vendas");

    assertThat(first).isEqualTo(new Assignment(ana, false, false, null));
    assertThat(sellers.assign(MARIA, "Vendas")).isEqualTo(new Assignment(ana, true, false, null));
    assertThat(sellers.assign(MARIA, null)).isEqualTo(new Assignment(ana, true, false, null));
    assertThat(sellers.of(MARIA)).contains(ana);
    assertThat(log()).containsExactly("GIVEN 1");
    assertThat(load(ana, "Vendas")).isEqualTo(1);
  }

  @Test
  void aSellerOfBothAreasKeepsItAndTheLeadCountsInTheNewOne() {
    Seller ana = kit.add("Ana Atendente", "Vendas", "Financeiro");
    kit.add("Bruno", "Financeiro");
    sellers.assign(MARIA, "Vendas");

    assertThat(sellers.assign(MARIA, "Financeiro").kept()).isTrue();
    assertThat(load(ana, "Vendas")).isZero();
    assertThat(load(ana, "Financeiro")).isEqualTo(1);
  }

  @Test
  void aSellerWithoutTheNewAreaHandsItOn() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Financeiro");
    sellers.assign(MARIA, "Vendas");

    assertThat(sellers.assign(MARIA, "Financeiro").seller()).isEqualTo(bruno);
    assertThat(load(ana, "Vendas")).isZero();
    assertThat(log()).containsExactly("GIVEN 1", "GIVEN 2 before 1");
  }

  @Test
  void anAreaIsFoundByItsNameInAnyCaseAndByItsSynonyms() {
    Seller ana = kit.add("Ana Atendente", "Assistência");

    assertThat(sellers.assign(MARIA, "ASSISTENCIA"))
        .isEqualTo(new Assignment(ana, false, false, null));
    assertThat(sellers.assign(JOAO, "conserto de montagem"))
        .isEqualTo(new Assignment(ana, false, false, null));
  }

  @Test
  void anAreaWithoutSellersUsesTheFallbackAreaAndTheReasonSaysSo() {
    Seller ana = kit.add("Ana Atendente", "Geral");
    kit.add("Bruno", "Vendas");
    Assignment given = sellers.assign(MARIA, "Entregas");

    assertThat(given.seller()).isEqualTo(ana);
    assertThat(given.fallback()).isTrue();
    assertThat(given.reason())
        .isEqualTo(
            "Nenhum vendedor ativo atende a área 'Entregas'. O contato ficou com a área 'Geral'.");
    Seller caio = kit.add("Caio", "Entregas");
    assertThat(sellers.assign(MARIA, "Entregas"))
        .as("a substitute keeps the conversation")
        .isEqualTo(new Assignment(ana, true, false, null));
    assertThat(sellers.assign(JOAO, "Entregas").seller()).isEqualTo(caio);
  }

  @Test
  void anUnknownAreaIsAnsweredWithTheListOfAreas() {
    kit.add("Ana Atendente", "Geral");

    assertThat(sellers.assign(MARIA, "Jardins").reason())
        .isEqualTo(
            "A área 'Jardins' não existe; áreas: Vendas, Financeiro, Entregas, Assistência, Geral."
                + " O contato ficou com a área 'Geral'.");
    assertThat(sellers.assign(JOAO, " ").reason())
        .as("the fallback area is meant for leads without an area")
        .isNull();
  }

  @Test
  void anyTextInAFormsAreaIsShownInOneShortLine() {
    kit.add("Ana Atendente", "Geral");

    assertThat(sellers.assign(MARIA, "Jar\0dins\n" + "x".repeat(500)).reason())
        .startsWith("A área 'Jar dins xxxxx")
        .contains("xxx…' não existe")
        .hasSizeLessThan(250);
  }

  @Test
  void askingForTheFallbackAreaIsNoFallback() {
    Seller ana = kit.add("Ana Atendente");

    assertThat(sellers.assign(MARIA, "geral")).isEqualTo(new Assignment(ana, false, false, null));
    assertThat(ana.areas()).containsExactly("Geral");
  }

  @Test
  void withoutSellersInTheFallbackAreaAllTakeTurns() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Financeiro");
    Assignment given = sellers.assign(MARIA, "Entregas");

    assertThat(List.of(given.seller(), sellers.assign(JOAO, "Entregas").seller()))
        .containsExactly(ana, bruno);
    assertThat(given.fallback()).isTrue();
    assertThat(given.reason())
        .isEqualTo(
            "Nenhum vendedor ativo atende a área 'Entregas'. O contato entrou no rodízio de todos os"
                + " vendedores ativos.");
  }

  @Test
  void leadsWithoutAnAreaAreSharedByAllWithoutAReason() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Financeiro");

    assertThat(sellers.assign(MARIA, null)).isEqualTo(new Assignment(ana, false, true, null));
    assertThat(sellers.assign(JOAO, "Geral")).isEqualTo(new Assignment(bruno, false, true, null));
  }

  @Test
  void theSellerChosenInTheCrmGetsItInAnyAreaAndOutOfTurn() {
    kit.add("Ana Atendente", "Vendas");
    kit.sync(kommo("501", "Bruno", true)).run();

    Assignment given = sellers.assign(MARIA, "Vendas", "501");
    assertThat(given.seller()).extracting(Seller::name).isEqualTo("Bruno");
    assertThat(given.kept()).isFalse();
    assertThat(sellers.assign(MARIA, "Vendas", "501").kept()).isTrue();
    assertThat(sellers.assign(MARIA, "Vendas").seller()).isEqualTo(given.seller());
    assertThat(sellers.assign(JOAO, "Vendas").seller())
        .extracting(Seller::name)
        .isEqualTo("Ana Atendente");
    assertThat(log()).contains("MOVED 2: Responsável escolhido no CRM");
  }

  @Test
  void aPersonsChoiceReplacesTheHubsAssignment() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    kit.sync(kommo("501", "Bruno", true)).run();
    sellers.assign(MARIA, "Vendas");

    assertThat(sellers.assign(MARIA, null, "501").seller())
        .extracting(Seller::name)
        .isEqualTo("Bruno");
    assertThat(load(ana, "Vendas")).isZero();
  }

  @Test
  void aChoiceOfNoActiveSellerIsIgnored() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    kit.sync(kommo("501", "Bruno", false)).run();

    assertThat(sellers.assign(MARIA, "Vendas", "501").seller()).isEqualTo(ana);
    assertThat(sellers.assign(JOAO, "Vendas", "999").seller()).isEqualTo(ana);
  }

  private static SellerDirectory kommo(String id, String name, boolean active) {
    return new SellerDirectory() {
      @Override
      public String origin() {
        return "kommo";
      }

      @Override
      public List<Listed> list() {
        return List.of(new Listed(id, name, null, active, true));
      }
    };
  }

  @Test
  void aSubstituteForOneAreaIsTheSubstituteForTheNextOneToo() {
    Seller ana = kit.add("Ana Atendente", "Geral");
    kit.add("Bruno", "Geral");
    sellers.assign(MARIA, "Entregas");

    assertThat(sellers.assign(MARIA, "Financeiro"))
        .isEqualTo(
            new Assignment(
                ana,
                true,
                true,
                "Nenhum vendedor ativo atende a área 'Financeiro'. O contato ficou com a área"
                    + " 'Geral'."));
    assertThat(load(ana, "Geral")).isEqualTo(1);
    sellers.close(MARIA);
    assertThat(sellers.assign(MARIA, "Financeiro").kept()).isTrue();
    assertThat(load(ana, "Geral")).isEqualTo(1);
  }

  @Test
  void withoutAnActiveSellerThereIsOnlyAReason() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    sellers.assign(MARIA, "Vendas");
    kit.active(ana, false);

    assertThat(sellers.assign(MARIA, "Vendas"))
        .isEqualTo(new Assignment(null, false, true, Reasons.NOBODY));
    assertThat(sellers.of(MARIA)).map(Seller::name).contains("Ana Atendente");
  }

  @Test
  void anInactiveSellerHandsOnBothConversationAndLoad() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Vendas");
    sellers.assign(MARIA, "Vendas");
    kit.active(ana, false);

    assertThat(sellers.assign(MARIA, "Vendas"))
        .isEqualTo(new Assignment(bruno, false, false, null));
    assertThat(load(ana, "Vendas")).isZero();
    assertThat(load(bruno, "Vendas")).isEqualTo(1);
  }

  @Test
  void aMovedConversationStaysWithItsSellerInAnyArea() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Financeiro");
    sellers.assign(MARIA, "Vendas");
    sellers.move(MARIA, bruno.id(), "cliente antigo do Bruno");
    sellers.move(MARIA, bruno.id(), "cliente antigo do Bruno");

    assertThat(sellers.assign(MARIA, "Vendas")).isEqualTo(new Assignment(bruno, true, false, null));
    assertThat(sellers.assign(MARIA, "Entregas").seller()).isEqualTo(bruno);
    assertThat(load(ana, "Vendas")).isZero();
    assertThat(kit.roster.openLeads()).isEqualTo(Map.of(bruno.id(), 1));
    assertThat(log()).containsExactly("GIVEN 1", "MOVED 2 before 1: cliente antigo do Bruno");
    kit.active(bruno, false);
    assertThat(sellers.assign(MARIA, "Vendas").seller()).isEqualTo(ana);
  }

  @Test
  void aConversationWithoutASellerCanBeMovedButNotToAnUnknownSeller() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    sellers.move(MARIA, ana.id(), "assumiu pelo WhatsApp");

    assertThat(sellers.of(MARIA)).contains(ana);
    assertThatThrownBy(() -> sellers.move(MARIA, 99, "engano"))
        .isInstanceOf(UnprocessableException.class)
        .hasMessage("Não há vendedor com o id 99");
  }

  @Test
  void aClosedLeadIsNoLoadAndReturnsToItsSeller() {
    Seller ana = kit.add("Ana Atendente", "Vendas");
    kit.add("Bruno", "Vendas");
    sellers.assign(MARIA, "Vendas");
    sellers.close(MARIA);
    sellers.close(MARIA);
    assertThat(load(ana, "Vendas")).isZero();
    assertThat(kit.roster.openLeads()).isEmpty();
    assertThat(sellers.of(MARIA)).contains(ana);

    assertThat(sellers.assign(MARIA, null)).isEqualTo(new Assignment(ana, true, false, null));
    assertThat(load(ana, "Vendas")).isEqualTo(1);
    assertThat(log()).containsExactly("GIVEN 1", "CLOSED 1", "REOPENED 1");
  }

  @Test
  void mergedConversationsHaveOneSeller() {
    String hidden = "whatsapp:98@lid";
    Seller ana = kit.add("Ana Atendente", "Vendas");
    Seller bruno = kit.add("Bruno", "Vendas");
    sellers.assign(hidden, "Vendas");
    kit.assignments.merged(hidden, MARIA);
    assertThat(sellers.of(MARIA)).contains(ana);
    assertThat(sellers.of(hidden)).isEmpty();

    sellers.assign(hidden, "Vendas");
    kit.assignments.merged(hidden, MARIA);
    assertThat(sellers.of(MARIA)).contains(ana);
    assertThat(load(bruno, "Vendas")).isZero();

    sellers.move(hidden, bruno.id(), "atendeu");
    sellers.close(MARIA);
    sellers.close(hidden);
    kit.assignments.merged(hidden, MARIA);
    assertThat(sellers.of(MARIA)).as("of two closed leads, the remaining one").contains(ana);

    sellers.move(hidden, bruno.id(), "atendeu");
    kit.assignments.merged(hidden, MARIA);
    assertThat(sellers.of(MARIA)).as("an open lead wins over a closed one").contains(bruno);
    assertThat(
            kit.jdbc
                .sql("select distinct conversation from assignment_log")
                .query(String.class)
                .list())
        .containsExactly(MARIA);
  }

  @Test
  void anAssignmentBelongsToItsTransaction() {
    kit.add("Ana Atendente", "Vendas");
    kit.transaction.executeWithoutResult(
        status -> {
          sellers.assign(MARIA, "Vendas");
          status.setRollbackOnly();
        });

    assertThat(sellers.of(MARIA)).isEmpty();
    assertThat(log()).isEmpty();
  }

  private List<String> log() {
    return kit.jdbc
        .sql(
            """
            select what || ' ' || seller || coalesce(' before ' || before, '')
                   || coalesce(': ' || why, '')
              from assignment_log order by id
            """)
        .query(String.class)
        .list();
  }

  private int load(Seller seller, String pool) {
    return kit.jdbc
        .sql("select open from seller_load where seller = ? and pool = ?")
        .params(seller.id(), pool)
        .query(Integer.class)
        .single();
  }
}
