package dev.recado.chat.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.chat.entity.CountedWords.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedWordsTest {

  private static final List<String> NAMES =
      List.of("Pizza Quatro Queijos", "quatro queijos", "X-Tudo 2.0", "Coca-Cola 2L");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "me vê 2 pizzas de calabresa e uma coca | 2:pizzas de calabresa, 1:coca",
        "Quero duas calabresas, 3 guaraná e fritas | 2:calabresas, 3:guarana e fritas",
        "calabresa 2 | 2:calabresa",
        "3x coca, coca x2 | 3:coca, 2:coca",
        "uma quatro queijos | 1:quatro queijos",
        "2 quatro queijos e 1 coca 2 litros | 2:quatro queijos, 1:coca 2 litros",
        "pizza quatro queijos | ?:pizza quatro queijos",
        "meia dúzia de esfihas | 6:esfihas",
        "duas dúzias de ovos | 24:ovos",
        "2 | 2:",
        "umas três | 3:umas",
        "dois e meio | 2.5!:",
        "0 | 0!:",
        "-1 | -1!:",
        "1000000000 pizzas | 1000000000:pizzas",
        "🍕 | ?:🍕",
        "boa noite, queria uma pizza de calabresa por favor | 1:pizza de calabresa",
        "2 calabresa 1 coca | 2:calabresa, 1:coca",
        "1 calabresa + 1 mussarela | 1:calabresa, 1:mussarela",
        "2,5 pizzas de calabresa | 2.5!:pizzas de calabresa",
        "1/2 calabresa 1/2 portuguesa | 0.5!:calabresa, 0.5!:portuguesa",
        "1/2 | 0.5!:",
        "2 calabresa, 1 coca | 2:calabresa, 1:coca",
        "2 calabresa/1 coca | 2:calabresa, 1:coca",
      })
  void saysHowManyOfWhat(String text, String parts) {
    assertThat(told(CountedWords.in(text, NAMES))).isEqualTo(parts);
  }

  private static String told(List<Part> parts) {
    return parts.stream()
        .map(
            part ->
                (part.count() == null ? "?" : part.count().stripTrailingZeros().toPlainString())
                    + (part.strange() ? "!" : "")
                    + ":"
                    + part.words())
        .collect(Collectors.joining(", "));
  }

  @Test
  void nothingIsNothing() {
    assertThat(CountedWords.in(null, NAMES)).isEmpty();
    assertThat(CountedWords.in("   ", NAMES)).isEmpty();
    assertThat(CountedWords.in("bom dia", NAMES)).isEmpty();
  }

  @Test
  void aLongTextIsCut() {
    assertThat(CountedWords.in("1 a, ".repeat(5_000), NAMES)).hasSize(20);
  }
}
