package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Oiiii               | oi",
        "vcs tb parcelam?    | voces tambem parcelam",
        "obgggg              | obrigado",
        "errei isso          | errei isso",
        "10x de 59,90        | 0x de 0 , 0",
        "kkkkkk              | kk",
        "hahahaha            | kk",
        "😂😂                 | kk kk",
        "❤️🙏🏾                | 👍 👍",
        "o pfv               | o por favor",
      })
  void wordsAreSpeltOut(String text, String words) {
    assertThat(Words.of(text)).containsExactly(words.split(" "));
  }
}
