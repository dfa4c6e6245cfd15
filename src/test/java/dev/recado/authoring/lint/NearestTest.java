package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> NAMES =
      List.of("setHeader", "setBody", "sort", "direct", "whatsapp-text", "language");

  @Test
  void typingErrorsSwapsCaseAndHyphensAreTolerated() {
    assertThat(Nearest.to("set-header", NAMES)).contains("setHeader");
    assertThat(Nearest.to("SetHaeder", NAMES)).contains("setHeader");
    assertThat(Nearest.to("whatsap-txt", NAMES)).contains("whatsapp-text");
    assertThat(Nearest.to("lang", NAMES)).contains("language");
  }

  @Test
  void aWordThatIsNearToNoNameGetsNoHint() {
    assertThat(Nearest.to("kafka", NAMES)).isEmpty();
    assertThat(Nearest.hint("x", NAMES)).isEmpty();
  }

  @Test
  void theHintIsTheEndOfASentence() {
    assertThat(Nearest.hint("dirct", NAMES)).isEqualTo("; did you mean \"direct\"?");
  }
}
