package dev.recado.sales.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {

  private static final AtomicLong NUMBER = new AtomicLong();

  private static final List<Product> SHOP =
      List.of(
          product("Pizza Calabresa"),
          product("Pizza Mussarela", "muçarela", "mozarela"),
          product("Pizza Quatro Queijos", "4 queijos"),
          product("Pizza Portuguesa"),
          product("Coca-Cola 2L", "coca", "refrigerante"),
          product("Coca-Cola Lata", "coca lata", "latinha"),
          product("Guaraná 2L"),
          product("Batata Frita", "fritas"),
          product("Pão de Queijo"),
          product("Arroz e Feijão"),
          product("X-Salada"));

  private static Product product(String name, String... synonyms) {
    return new Product(
        NUMBER.incrementAndGet(),
        null,
        name,
        null,
        null,
        new BigDecimal("10.00"),
        null,
        List.of(synonyms),
        99,
        true,
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "me vê 2 pizzas de calabresa e uma coca | 2 Pizza Calabresa, 1 Coca-Cola 2L",
        "calabreza | ? Pizza Calabresa",
        "quero uma quatro queijos e duas portuguesas | 1 Pizza Quatro Queijos, 2 Pizza Portuguesa",
        "3 guaranás, batata frita | 3 Guaraná 2L, ? Batata Frita",
        "duas latinhas | 2 Coca-Cola Lata",
        "um pao de queijo | 1 Pão de Queijo",
        "2 x salada | 2 X-Salada",
        "arroz e feijao | ? Arroz e Feijão",
        "calabresa e fritas | ? Pizza Calabresa, 1 Batata Frita",
        "1 muçarela e 3 pães de queijo | 1 Pizza Mussarela, 3 Pão de Queijo",
        "0 coca lata | ? Coca-Cola Lata",
        "dois e meio guaraná | ? Guaraná 2L",
        "2 guaranás e meia pizza calabresa | 2 Guaraná 2L, ? Pizza Calabresa",
      })
  void findsProductsAndQuantities(String text, String items) {
    Wish wish = Wish.of(text, SHOP);

    assertThat(told(wish)).isEqualTo(items);
    assertThat(wish.doubts()).isEmpty();
  }

  private static String told(Wish wish) {
    return wish.items().stream()
        .map(
            item -> (item.quantity() == null ? "?" : item.quantity()) + " " + item.product().name())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quero uma pizza | 4",
        "coca cola | 2",
        "2 pizzas | 4",
      })
  void wordsOfSeveralProductsAreADoubt(String text, int options) {
    Wish wish = Wish.of(text, SHOP);

    assertThat(wish.items()).isEmpty();
    assertThat(wish.doubts())
        .singleElement()
        .satisfies(doubt -> assertThat(doubt.options()).hasSize(options));
  }

  @ParameterizedTest
  @CsvSource({"2 sushis, sushis", "Três Hambúrgueres, hambúrgueres"})
  void whatIsNotSoldIsUnknown(String text, String unknown) {
    Wish wish = Wish.of(text, SHOP);

    assertThat(wish.items()).isEmpty();
    assertThat(wish.doubts()).isEmpty();
    assertThat(wish.unknown()).containsExactly(unknown);
  }

  @ParameterizedTest
  @CsvSource({"bom dia", "qual o horário de vocês?", "oi quero fazer um pedido", "🍕", "ok", "sim"})
  void otherTextsOrderNothing(String text) {
    Wish wish = Wish.of(text, SHOP);

    assertThat(wish.items()).isEmpty();
    assertThat(wish.doubts()).isEmpty();
    assertThat(wish.unknown()).isEmpty();
  }
}
