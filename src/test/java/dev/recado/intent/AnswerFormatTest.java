package dev.recado.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFormatTest {

  @Test
  void aWholeAnswerIsRead() throws UnusableAnswerException {
    Reading reading =
        IntentKit.FORMAT.read(
            """
            {"intent": "negociacao", "confidence": 0.8, "area": "Financeiro", "reply": "Certo.",
             "entities": {"valor": "R$ 50,00", "parcelas": 3, "data": null, "hora": " ",
                          "outra": "x"}}
            """);
    assertThat(reading)
        .isEqualTo(
            new Reading(
                "negociacao",
                0.8,
                Map.of("valor", "R$ 50,00", "parcelas", "3"),
                "Financeiro",
                "Certo."));
  }

  @Test
  void whatMayBeMissingMayBeMissing() throws UnusableAnswerException {
    assertThat(IntentKit.FORMAT.read("{\"intent\": \"sair\", \"confidence\": 1}"))
        .isEqualTo(new Reading("sair", 1, Map.of(), null, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```json\n{\"intent\": \"sair\", \"confidence\": 0}\n```",
        "Claro!\n{\"intent\": \"sair\", \"confidence\": 0}",
        "{\"intent\": \"sair\", \"confidence\": 0} Espero ter ajudado {:",
        "\uFEFF{\"intent\": \"sair\", \"confidence\": 0, \"area\": null, \"entities\": null}"
      })
  void talkAroundItIsLeftOut(String answer) throws UnusableAnswerException {
    assertThat(IntentKit.FORMAT.read(answer).intent()).isEqualTo("sair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "null",
        "[]",
        "sair",
        "{",
        "{}",
        "{\"intent\": \"sair\", \"confidence\": 0.9",
        "{\"intent\": \"sair\", \"reply\": \"",
        "{\"intent\": \"xyz\", \"confidence\": 0.9}",
        "{\"intent\": \"SAIR\", \"confidence\": 0.9}",
        "{\"intent\": [\"sair\"], \"confidence\": 0.9}",
        "{\"intent\": null, \"confidence\": 0.9}",
        "{\"intent\": 3, \"confidence\": 0.9}",
        "{\"confidence\": 0.9}",
        "{\"intent\": \"sair\"}",
        "{\"intent\": \"sair\", \"confidence\": null}",
        "{\"intent\": \"sair\", \"confidence\": \"0.9\"}",
        "{\"intent\": \"sair\", \"confidence\": NaN}",
        "{\"intent\": \"sair\", \"confidence\": 1e999}",
        "{\"intent\": \"sair\", \"confidence\": -0.1}",
        "{\"intent\": \"sair\", \"confidence\": 95}",
        "{\"intent\": \"sair\", \"confidence\": true}",
        "{\"intent\": \"sair\", \"intent\": \"pedido\", \"confidence\": 0.9}",
        "{\"intent\": \"sair\", \"confidence\": 0.9, \"area\": \"Diretoria\"}",
        "{\"intent\": \"sair\", \"confidence\": 0.9, \"entities\": []}",
        "{\"intent\": \"sair\", \"confidence\": 0.9, \"entities\": \"R$ 10\"}"
      })
  void whatBreaksTheShapeIsRefused(String answer) {
    assertThatThrownBy(() -> IntentKit.FORMAT.read(answer))
        .isInstanceOf(UnusableAnswerException.class);
  }

  @Test
  void anAnswerWithoutEndIsRefused() {
    String endless = "{\"intent\": \"sair\", \"confidence\": 1, \"reply\": \"" + "a".repeat(30_000);
    assertThatThrownBy(() -> IntentKit.FORMAT.read(endless + "\"}"))
        .isInstanceOf(UnusableAnswerException.class);
    assertThatThrownBy(() -> IntentKit.FORMAT.read("{\"a\":".repeat(3000)))
        .isInstanceOf(UnusableAnswerException.class);
  }
}
