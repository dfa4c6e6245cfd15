package dev.recado.chat.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that hold for every text, however odd or long. */
@Tag("thorough")
class AnyTextTest {

  private static final Instant NOW = Instant.parse("2026-11-18T13:00:00Z");

  @Property(tries = 1000)
  void noTextBreaksTheReader(@ForAll String text) {
    assertSound(text);
  }

  @Property(tries = 3000)
  void noMixOfKnownPiecesBreaksTheReader(@ForAll("mixes") String text) {
    assertSound(text);
  }

  @Provide
  Arbitrary<String> mixes() {
    String parts =
        "R$ |1.500|,50|3|15|x| |de |dia |31|/|02|12|-|:|h|às |as |sexta|amanhã|amanha\u0303|mil|"
            + " e |vinte|cem|cento|reais|%|vezes|pizzas|centavos|@|.com|529.982.247-25|(11) |"
            + "98765-4321|\n|\u200b|\ud83d|\ud83d\ude00|İ|ﬁ|１２|da tarde|meia|2k|+55|de janeiro|"
            + "a vista|https://|dúzia|em |semanas|999999999|.000| que vem|segunda|½|²";
    return Arbitraries.of(parts.split("\\|"))
        .list()
        .ofMaxSize(14)
        .map(list -> String.join("", list));
  }

  private static void assertSound(String text) {
    int end = 0;
    for (Entity entity : Entities.find(text, NOW, ZoneOffset.UTC)) {
      assertThat(entity.start()).isGreaterThanOrEqualTo(end).isLessThan(entity.end());
      assertThat(entity.end()).isLessThanOrEqualTo(text.length());
      assertThat(entity.text()).isEqualTo(text.substring(entity.start(), entity.end()));
      assertThat(entity.value()).isInstanceOf(valueClass(entity.type()));
      end = entity.end();
    }
  }

  private static Class<?> valueClass(Entity.Type type) {
    return switch (type) {
      case AMOUNT, PERCENT -> BigDecimal.class;
      case DATE -> LocalDate.class;
      case TIME -> LocalTime.class;
      case INSTALLMENTS, QUANTITY -> Integer.class;
      case CPF, CNPJ, EMAIL, PHONE -> String.class;
    };
  }

  /** A pattern that backtracks over these texts would not end within the time of a build. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "12 ", "1.", "1,", "1.000", "1/", "1-", " ", "e ", "mil ", "mil e ", "vinte e ", "um ",
        "a", "a.", "a@", "a@a.", "(", "+", "11 9", "dia ", "sexta ", "as 1 ", "R$ ", "á", "\u0301",
        "\n", "https://", "0h", "em 3 "
      })
  void sixtyThousandCharactersAreReadWithoutBacktracking(String part) {
    String text = part.repeat(60_000 / part.length()) + "!";
    assertThat(Entities.in(new Reading(text, LocalDate.EPOCH)))
        .allMatch(entity -> entity.end() < text.length());
  }

  @Test
  void onlyTheFirstFourThousandCharactersAreRead() {
    String filler = "a ".repeat(1_990);
    assertThat(Entities.find(filler + "150 reais", NOW, ZoneOffset.UTC)).hasSize(1);
    assertThat(Entities.find(filler + "a ".repeat(20) + "150 reais", NOW, ZoneOffset.UTC))
        .isEmpty();
  }

  @Test
  void anAbsentTextHasNoEntities() {
    assertThat(Entities.find(null, NOW, ZoneOffset.UTC)).isEmpty();
    assertThat(Entities.find("", NOW, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void anEntityKnowsItsPlaceInTheText() {
    String text = "Pago\u200b  amanha\u0303,  R$\u00a01.500,00 😀 às  15h";
    assertThat(Entities.find(text, NOW, ZoneOffset.UTC))
        .extracting(Entity::text)
        .isEqualTo(List.of("amanha\u0303", "R$\u00a01.500,00", "às  15h"));
  }
}
