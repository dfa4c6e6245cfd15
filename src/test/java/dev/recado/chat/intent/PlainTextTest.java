package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Olá,   tudo BEM?!          | ola, tudo bem",
        "*Não* quero!               | nao* quero",
        "«SAIR.»                    | sair",
        "2ª via do boleto           | 2a via do boleto",
        "ｐａｒａｒ                   | parar",
        "👍🏽                         | 👍",
        "❤️                          | ❤",
        "R$ 50,00                   | r$ 50,00",
        "???                        | ''",
        "مرحبا!                     | مرحبا",
      })
  void foldsWhatKeyboardsAdd(String text, String folded) {
    assertThat(PlainText.fold(text)).isEqualTo(folded);
  }

  @Test
  void controlCharactersAreBlanksAndDirectionMarksAreNothing() {
    assertThat(PlainText.fold("\u0000oi\u0000\u0000tudo\r\n\tbem\u0000")).isEqualTo("oi tudo bem");
    assertThat(PlainText.fold("\u202Epa\u200Drar\u202C")).isEqualTo("parar");
  }

  @Test
  void halfAnEmojiIsNothing() {
    assertThat(PlainText.fold("oi \uD83D")).isEqualTo("oi");
  }

  @Test
  void hugeTextsAreFoldedToo() {
    assertThat(PlainText.fold("Á ".repeat(500_000))).hasSize(999_999).startsWith("a a");
  }

  @Property
  void foldingTwiceChangesNothing(@ForAll String text) {
    String once = PlainText.fold(text);
    assertThat(PlainText.fold(once)).isEqualTo(once);
  }
}
