package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.FileSystemResource;

class AnswerFormatTest {

  @Test
  void aCompleteAnswerIsRead() throws UnusableAnswerException {
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
  void optionalFieldsMayBeMissing() throws UnusableAnswerException {
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
  void wordsAroundTheAnswerAreIgnored(String answer) throws UnusableAnswerException {
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
        "{\"intent\": [\"sair\"], \"confidence\": 0.9}",
        "{\"intent\": null, \"confidence\": 0.9}",
        "{\"intent\": 3, \"confidence\": 0.9}",
        "{\"confidence\": 0.9}",
        "{\"intent\": \"sair\"}",
        "{\"intent\": \"sair\", \"confidence\": null}",
        "{\"intent\": \"sair\", \"confidence\": NaN}",
        "{\"intent\": \"sair\", \"confidence\": 1e999}",
        "{\"intent\": \"sair\", \"confidence\": -0.1}",
        "{\"intent\": \"sair\", \"confidence\": true}",
        "{\"intent\": \"sair\", \"confidence\": \"\"}",
        "{\"intent\": \"sair\", \"confidence\": \"talvez\"}",
        "{\"result\": {\"intent\": \"xyz\", \"confidence\": 0.9}}",
        "{\"result\": {\"type\": \"object\"}}",
        "\"sair\"",
        "{\"intent\": \"sair\", \"confidence\": 101}",
        "<think>{\"intent\": \"sair\", \"confidence\": 0.9}</think>",
        "<think>Talvez {\"intent\": \"sair\", \"confidence\": 0.9}",
        "{\"type\": \"object\", \"properties\": {\"intent\": {\"type\": \"string\", \"enum\": [\"sair\"]}}}",
        "{\"intent\": \"sair\", \"intent\": \"pedido\", \"confidence\": 0.9}",
        "{\"intent\": \"sair\", \"confidence\": 0.9, \"area\": \"Diretoria\"}",
        "{\"intent\": \"sair\", \"confidence\": 0.9, \"entities\": [\"R$ 10\"]}",
        "{\"intent\": \"sair\", \"confidence\": 0.9, \"entities\": \"R$ 10\"}"
      })
  void anAnswerOfAnotherShapeIsRefused(String answer) {
    assertThatThrownBy(() -> IntentKit.FORMAT.read(answer))
        .isInstanceOf(UnusableAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>Talvez {DRAFT}? Não.</think>\n{ANSWER}",
        "Talvez {DRAFT}? Não.</think>{ANSWER}",
        "<THINKING>\n{DRAFT}\n</THINKING>\n```json\n{ANSWER}\n```",
        "<reasoning>{DRAFT}</reasoning>{ANSWER}",
        "[THINK]{DRAFT}[/THINK]{ANSWER}",
        "Rascunho: {DRAFT}\nResposta: {ANSWER}",
        "<think></think>{ANSWER}",
        "O formato é {intent, confidence}. {ANSWER}",
        "{ANSWER} O formato era {\"type\": \"object\"}."
      })
  void aDraftIsNotTheAnswer(String answer) throws UnusableAnswerException {
    String said =
        answer
            .replace("{DRAFT}", "{\"intent\":\"sair\",\"confidence\":0.9,\"reply\":\"\"}")
            .replace("{ANSWER}", "{\"intent\":\"pedido\",\"confidence\":0.9,\"entities\":{}}");
    assertThat(IntentKit.FORMAT.read(said).intent()).isEqualTo("pedido");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.9 | 0.9", "'0.9' | 0.9", "'0,9' | 0.9", "95 | 0.95", "'95' | 0.95", "'95%' | 0.95",
        "'95 %' | 0.95", "1 | 1", "'1' | 1", "'1%' | 0.01", "100 | 1", "0 | 0"
      })
  void confidenceIsReadHoweverItIsWritten(String written, double meant)
      throws UnusableAnswerException {
    String answer = "{\"intent\":\"sair\",\"confidence\":" + written.replace('\'', '"') + "}";
    assertThat(IntentKit.FORMAT.read(answer).confidence()).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | 0.5",
        "'' | 0.5",
        "'null' | 0.5",
        "'alta' | 0.9",
        "'Média' | 0.6",
        "'LOW' | 0.3"
      },
      quoteCharacter = '`')
  void confidenceInWordsOrNoneIsNoReasonToAskAgain(String written, double meant)
      throws UnusableAnswerException {
    String answer =
        "{\"intent\":\"sair\",\"reply\":\"\",\"confidence\":" + written.replace('\'', '"') + "}";
    assertThat(IntentKit.FORMAT.read(answer).confidence()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\": ANSWER}",
        "{\"name\": \"answer\", \"arguments\": ANSWER}",
        "{\"name\": \"answer\", \"arguments\": \"QUOTED\"}",
        "\"QUOTED\"",
        "[ANSWER]",
        "```json\n{\"output\": ANSWER}\n```"
      })
  void anAnswerInAWrappingIsUnpacked(String wrapping) throws UnusableAnswerException {
    String answer = "{\"intent\":\"sair\",\"confidence\":0.9,\"reply\":\"Até.\"}";
    String said =
        wrapping.replace("ANSWER", answer).replace("QUOTED", answer.replace("\"", "\\\""));
    assertThat(IntentKit.FORMAT.read(said))
        .isEqualTo(new Reading("sair", 0.9, Map.of(), null, "Até."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"intent\":\"sair\",\"confidence\":0.9,\"reply\":\"Até.\\nTchau.\",}",
        "{\"intent\":\"sair\",\"confidence\":0.9,\"entities\":{\"valor\":null,},\"reply\":\"Até.\\nTchau.\"}",
        "{\"intent\":\"sair\",\"confidence\":0.9,\"reply\":\"Até.\nTchau.\"}",
        "{'intent':'sair','confidence':0.9,'reply':'Até.\\nTchau.'}",
        "{\"intent\":\"sair\",\"confidence\":0.9,\"entities\":[],\"reply\":\"Até.\\nTchau.\"}",
        "{\"intent\":\"sair\", // o cliente sai\n\"confidence\":0.9,\"reply\":\"Até.\\nTchau.\"}"
      })
  void smallErrorsOfAModelAreUnderstood(String answer) throws UnusableAnswerException {
    assertThat(IntentKit.FORMAT.read(answer))
        .isEqualTo(new Reading("sair", 0.9, Map.of(), null, "Até.\nTchau."));
  }

  @ParameterizedTest
  @CsvSource({
    "Cozinha, Cozinhas",
    "quarto, Dormitórios",
    "DORMITORIOS, Dormitórios",
    "Nenhuma,",
    "-,"
  })
  void anAreaIsFoundByItsSynonyms(String written, String meant) throws UnusableAnswerException {
    AnswerFormat format =
        new AnswerFormat(
            List.of("sair"), Business.read(new FileSystemResource("routes/intents/business.yaml")));
    String answer = "{\"intent\":\"sair\",\"confidence\":0.9,\"area\":\"" + written + "\"}";
    assertThat(format.read(answer).area()).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "SAIR, sair",
    "Informações, informacoes",
    "' Informaçoes ', informacoes",
    "Falar com atendente, falar_com_atendente",
    "falar-com-atendente, falar_com_atendente",
    "Confirmação_Pagamento, confirmacao_pagamento"
  })
  void anIntentIsKnownWithCapitalsAccentsAndBlanks(String written, String meant)
      throws UnusableAnswerException {
    String answer = "{\"intent\":\"" + written + "\",\"confidence\":0.9}";
    assertThat(IntentKit.FORMAT.read(answer).intent()).isEqualTo(meant);
  }

  @Test
  void anEmptyTextMeansNothing() throws UnusableAnswerException {
    assertThat(
            IntentKit.FORMAT.read(
                """
                {"intent": "sair", "confidence": 1, "area": "", "reply": "",
                 "entities": {"valor": "", "nome": "null", "data": "None"}}
                """))
        .isEqualTo(new Reading("sair", 1, Map.of(), null, ""));
    assertThat(
            IntentKit.FORMAT
                .read(
                    "{\"intent\":\"sair\",\"confidence\":1,\"entities\":\"\",\"area\":\"financeiro\"}")
                .area())
        .isEqualTo("Financeiro");
  }

  @Test
  void anEndlessAnswerIsRefused() {
    String endless = "{\"intent\": \"sair\", \"confidence\": 1, \"reply\": \"" + "a".repeat(30_000);
    assertThatThrownBy(() -> IntentKit.FORMAT.read(endless + "\"}"))
        .isInstanceOf(UnusableAnswerException.class);
    assertThatThrownBy(() -> IntentKit.FORMAT.read("{\"a\":".repeat(3000)))
        .isInstanceOf(UnusableAnswerException.class);
  }
}
