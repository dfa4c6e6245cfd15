package dev.recado.chat.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that have an intent as a whole. */
class IntentTableTest {

  private static final IntentTable TABLE = table();

  private static IntentTable table() {
    try {
      return IntentTable.read(Files.readString(Path.of("routes/intents/flows.yaml")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sair 🙏",
        "STOP please",
        "please stop!",
        "SAIIIR",
        "sair, por favor",
        "PARAR 😡😡",
        "🛑 pare 🛑",
        "Sair.",
        "*SAIR*",
        "oi, sair pf",
        "Não quero receber 🙏",
        "ｓａｉｒ",
        "s\u200bair",
        "unsubscribe",
        "Opt-out",
        "salir por favor",
        "Sair. Muito obrigada!",
        "sair, valeu 👍",
        "sair muito obrigado",
        "sair vlw",
        "sair, brigado",
        "sair, obrigado pela atenção",
        "parar tks",
        "stop, thank you",
        "Stop, thank you very much!",
        "descadastrar. Grato!",
        "Quero sair da lista, obrigado ❤️",
        "Obrigado, pode me tirar da lista",
        "muito obrigado, mas me descadastra",
        "Bom dia! Tudo bem? Quero me descadastrar",
        "I want to opt out",
        "darme de baja, gracias",
        "s a i r",
        "S.A.I.R"
      })
  void aWholeMessageIsAKeywordDespiteSignsAndCourtesies(String message) {
    assertThat(TABLE.keyword(message)).contains("sair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "não pare de me avisar",
        "quero sair do plano",
        "vou sair agora de casa",
        "não quero sair",
        "🙏",
        "por favor",
        "muito obrigado",
        "Obrigado, vou sair agora",
        "sair da loja, obrigado",
        "s o l",
        "",
        "para"
      })
  void aPartOfAMessageIsNoKeyword(String message) {
    assertThat(TABLE.keyword(message)).isEmpty();
  }
}
