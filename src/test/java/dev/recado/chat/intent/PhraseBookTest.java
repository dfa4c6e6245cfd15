package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;

class PhraseBookTest {

  @Test
  void phrasesComeInTheOrderOfTheFile() {
    assertThat(PhraseBook.read(book("intents:\n  b: [oi, 'opa']\n  a:\n    - tchau")))
        .containsExactly(new Phrase("oi", "b"), new Phrase("opa", "b"), new Phrase("tchau", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- oi", "intents:", "intents: [oi]", "phrases: {a: [oi]}"})
  void fileWithoutIntentsIsNoBook(String yaml) {
    assertThat(problem(yaml))
        .hasMessage("The phrase book pt-BR.yaml has no 'intents'.")
        .extracting(UnusableFileException::remedy)
        .isEqualTo("Write 'intents:' and below it each intent with a list of phrases.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"intents: {sair: }", "intents: {sair: parar}", "intents: {sair: []}"})
  void intentNeedsPhrases(String yaml) {
    assertThat(problem(yaml))
        .hasMessage("In the phrase book pt-BR.yaml the intent 'sair' has no list of phrases.");
  }

  @Test
  void numberMustBeQuoted() {
    assertThat(problem("intents: {desconhecido: [kk, 42]}"))
        .hasMessage(
            "In the phrase book pt-BR.yaml the intent 'desconhecido' holds 42, which YAML does not take for a text.")
        .extracting(UnusableFileException::remedy)
        .isEqualTo("Put the phrase in quotes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "' '", "'?!'"})
  void emptyPhraseIsRefused(String phrase) {
    assertThat(problem("intents: {sair: [" + phrase + "]}"))
        .hasMessageStartingWith(
            "In the phrase book pt-BR.yaml the intent 'sair' holds an empty phrase")
        .extracting(UnusableFileException::remedy)
        .asString()
        .startsWith("Take the line out");
  }

  @Test
  void phraseOfTwoIntentsIsRefusedHoweverItIsSpelt() {
    assertThat(problem("intents: {saudacao: [Olá!], engano: [OLA]}"))
        .hasMessage(
            "In the phrase book pt-BR.yaml the intent 'engano' holds 'OLA', which stands under 'saudacao' too.")
        .extracting(UnusableFileException::remedy)
        .isEqualTo("Leave the phrase under one of the two.");
  }

  @Test
  void brokenYamlNamesTheFile() {
    assertThat(problem("intents: {a: [oi"))
        .hasMessageStartingWith("The phrase book pt-BR.yaml cannot be read: ");
  }

  @Test
  void missingFileIsAProblemToo() {
    FileSystemResource nowhere = new FileSystemResource(Path.of("routes/intents/nowhere.yaml"));
    assertThat(catchThrowableOfType(UnusableFileException.class, () -> PhraseBook.read(nowhere)))
        .hasMessageStartingWith("The phrase book nowhere.yaml cannot be read: ");
  }

  private static UnusableFileException problem(String yaml) {
    return catchThrowableOfType(UnusableFileException.class, () -> PhraseBook.read(book(yaml)));
  }

  private static ByteArrayResource book(String yaml) {
    return new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public String getFilename() {
        return "pt-BR.yaml";
      }
    };
  }
}
