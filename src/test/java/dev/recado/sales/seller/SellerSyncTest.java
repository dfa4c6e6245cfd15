package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.sales.seller.Roster.Details;
import dev.recado.sales.seller.SellerDirectory.Listed;
import dev.recado.sales.seller.SellerSync.Result;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SellerSyncTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Listed ANA =
      new Listed("11", "Ana Atendente", "ana@casa.example", true, true);
  private static final Listed HUB = new Listed("99", "Integracao", null, true, false);
  private static final Listed BRUNO = new Listed("12", "Bruno", null, true, true);

  private final SellerKit kit = new SellerKit(DATABASE);

  /** A CRM that lists the given users. */
  private record Directory(String origin, Supplier<List<Listed>> users) implements SellerDirectory {

    @Override
    public List<Listed> list() {
      return users.get();
    }
  }

  @BeforeEach
  void empty() {
    kit.empty();
  }

  private Result sync(Listed... users) {
    return kit.sync(new Directory("kommo", () -> List.of(users))).run().get(0);
  }

  private Seller seller(String externalId) {
    return kit.sellers.byExternalId("kommo", externalId).orElseThrow();
  }

  @Test
  void aNewSellerHasTheFallbackAreaUntilAnOperatorChangesIt() {
    assertThat(sync(ANA, BRUNO, new Listed("13", "Caio", null, false, true)))
        .isEqualTo(new Result("kommo", 3, 0, 0, 0, 0));
    assertThat(seller("11").areas()).containsExactly("Geral");
    assertThat(seller("11").active()).isTrue();
    assertThat(seller("13").active()).isFalse();
    assertThat(kit.sellers.assign("whatsapp:1", null).seller()).isEqualTo(seller("11"));
    assertThat(sync(ANA, BRUNO, new Listed("13", "Caio", null, false, true)))
        .isEqualTo(new Result("kommo", 0, 0, 0, 0, 3));
  }

  @Test
  void localSettingsStayAndANameIsTakenOver() {
    sync(ANA, BRUNO);
    WorkingHours mornings = HoursText.read(Map.of("segunda", List.of("08:00-12:00")));
    kit.roster.change(
        seller("11").id(),
        new Details(
            "Ana Atendente",
            "ana@casa.example",
            "(11) 98765-4321",
            List.of("vendas"),
            mornings,
            false));

    assertThat(sync(new Listed("11", "Ana Souza", "ana@casa.example", true, true), BRUNO))
        .isEqualTo(new Result("kommo", 0, 1, 0, 0, 1));
    assertThat(seller("11"))
        .isEqualTo(
            new Seller(
                seller("11").id(),
                "Ana Souza",
                "ana@casa.example",
                "5511987654321",
                List.of("Vendas"),
                "kommo",
                "11",
                false,
                mornings));
  }

  @Test
  void aRemovedOrInactiveSellerGetsNoLeadsUntilTheReturn() {
    sync(ANA, BRUNO);
    assertThat(sync(new Listed("11", "Ana Atendente", "ana@casa.example", false, true)))
        .isEqualTo(new Result("kommo", 0, 0, 2, 0, 0));
    assertThat(kit.sellers.all()).extracting(Seller::active).containsExactly(false, false);
    assertThat(kit.sellers.assign("whatsapp:1", null).seller()).isNull();

    assertThat(sync(ANA)).isEqualTo(new Result("kommo", 0, 0, 0, 1, 1));
    assertThat(kit.sellers.assign("whatsapp:1", null).seller()).isEqualTo(seller("11"));
  }

  @Test
  void aNonSellingUserGetsNoLeadsEvenAsTheOnlyUser() {
    assertThat(sync(HUB)).isEqualTo(new Result("kommo", 1, 0, 0, 0, 0));
    assertThat(seller("99").active()).isFalse();
    assertThat(kit.sellers.assign("whatsapp:1", null).seller()).isNull();

    assertThat(sync(HUB, ANA)).isEqualTo(new Result("kommo", 1, 0, 0, 0, 1));
    assertThat(kit.sellers.assign("whatsapp:1", null).seller()).isEqualTo(seller("11"));
  }

  @Test
  void anOperatorCanLetANonSellingUserSellAndNoSyncChangesThat() {
    sync(HUB);
    kit.active(seller("99"), true);
    assertThat(sync(HUB)).isEqualTo(new Result("kommo", 0, 0, 0, 0, 1));
    assertThat(seller("99").active()).isTrue();
    assertThat(kit.sellers.assign("whatsapp:1", null).seller()).isEqualTo(seller("99"));
  }

  @Test
  void aUserWhoNoLongerSellsGetsNoMoreLeads() {
    sync(new Listed("99", "Integracao", null, true, true));
    assertThat(seller("99").active()).isTrue();

    assertThat(sync(HUB)).isEqualTo(new Result("kommo", 0, 0, 1, 0, 0));
    assertThat(seller("99").active()).isFalse();
  }

  @Test
  void aReturningSellerIsNotFlooded() {
    sync(ANA);
    for (int n = 0; n < 20; n++) {
      kit.sellers.assign("whatsapp:" + n, null);
    }
    sync(ANA, BRUNO);
    List<Seller> next =
        IntStream.range(20, 24)
            .mapToObj(n -> kit.sellers.assign("whatsapp:" + n, null).seller())
            .toList();

    assertThat(next).filteredOn(s -> s != null && s.name().equals("Bruno")).hasSize(2);
  }

  @Test
  void aSyncDoesNotChangeCustomSellers() {
    Seller own = kit.add("João Silva", "Vendas");
    sync(ANA);

    assertThat(kit.sellers.byId(own.id())).contains(own);
  }

  @Test
  void withoutACrmASyncDoesNothing() {
    assertThat(kit.sync().run()).isEmpty();
  }

  @Test
  void anEmptyListFromACrmIsAnError() {
    sync(ANA);

    assertThatThrownBy(this::sync)
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("kommo não listou nenhum usuário");
    assertThat(seller("11").active()).isTrue();
  }

  @Test
  void aFailingCrmDoesNotStopTheOthers() {
    SellerDirectory away =
        new Directory(
            "other",
            () -> {
              throw new TryLaterException("other não responde", null);
            });

    assertThatThrownBy(() -> kit.sync(away, new Directory("kommo", () -> List.of(ANA))).run())
        .isInstanceOf(TryLaterException.class);
    assertThat(seller("11").name()).isEqualTo("Ana Atendente");
  }
}
