package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.outbox.Contacts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExampleSellersTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = Contacts.conversation("5511987654321");

  private final SellerKit kit = new SellerKit(DATABASE);

  @BeforeEach
  void empty() {
    kit.empty();
  }

  @Test
  void aHubWithoutRealSystemsHasOneExampleForEachArea() {
    kit.examples(true);
    kit.examples(true);
    assertThat(kit.sellers.all()).hasSize(3).allMatch(Seller::example).allMatch(Seller::active);
    for (String area : List.of("Vendas", "Geral")) {
      assertThat(kit.sellers.assign(MARIA, area).reason()).isNull();
    }
  }

  @Test
  void examplePhonesAreFullNumbersForTheSimulator() {
    kit.examples(true);
    assertThat(kit.sellers.all())
        .allMatch(one -> Phones.digits(one.phone()).equals(Optional.ofNullable(one.phone())));
  }

  @Test
  void theFirstRealSellerHidesThemForGood() {
    kit.examples(true);
    kit.sellers.assign(MARIA, "Vendas");
    Seller real = kit.add("Dora", "Vendas");
    kit.examples(true);
    assertThat(kit.sellers.all()).extracting(Seller::name).containsExactly("Dora");
    assertThat(kit.sellers.assign(MARIA, "Vendas").seller()).isEqualTo(real);
  }

  @Test
  void aSellerOfTheCrmHidesThemToo() {
    kit.examples(true);
    kit.sync(
            new SellerDirectory() {
              @Override
              public String origin() {
                return "kommo";
              }

              @Override
              public List<Listed> list() {
                return List.of(new Listed("11", "Elisa", null, true, true));
              }
            })
        .run();
    assertThat(kit.sellers.all()).extracting(Seller::name).containsExactly("Elisa");
  }

  @Test
  void withARealSystemThereAreNoExamples() {
    kit.examples(false);
    assertThat(kit.sellers.all()).isEmpty();
    kit.examples(true);
    kit.examples(false);
    assertThat(kit.sellers.all()).isEmpty();
  }
}
