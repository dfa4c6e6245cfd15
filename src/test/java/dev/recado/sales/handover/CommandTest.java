package dev.recado.sales.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.sales.handover.Command.Verb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/assumir 12345 | TAKE | 12345",
        "/ASSUMIR  12345. | TAKE | 12345",
        "#pausar | TAKE | ",
        "#pausar bot | TAKE | ",
        "#Pausar o robô | TAKE | ",
        "#pausar #28455849 | TAKE | 28455849",
        "/liberar (21) 97654-0001 | GIVE_BACK | (21) 97654-0001",
        "#voltar | GIVE_BACK | ",
        "#voltar bot 12345 | GIVE_BACK | 12345",
        "/status 12345 | STATUS | 12345",
      })
  void aCommandIsAVerbAndATarget(String text, Verb verb, @Nullable String target) {
    assertThat(Command.read(text)).contains(new Command(verb, target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "voltar",
        "assumir 12345",
        "quero /assumir 12345",
        "/",
        "#",
        "/assumirei",
        "/start"
      })
  void otherMessagesAreNoCommands(String text) {
    assertThat(Command.read(text)).isEmpty();
    assertThat(Command.isOne(null)).isFalse();
  }
}
