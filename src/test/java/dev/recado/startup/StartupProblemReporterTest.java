package dev.recado.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartupProblemReporterTest {

  @Test
  void aProblemIsToldInPlainLinesHoweverDeepItIs() {
    Throwable failure =
        new IllegalStateException("a bean", new StartupProblem("The disk is full.", "Make room."));
    assertThat(StartupProblemReporter.told(failure)).isEqualTo("The disk is full.\nMake room.");
  }

  @Test
  void aPortThatWasTakenMeanwhileIsToldByItsVariable() {
    assertThat(StartupProblemReporter.told(new PortInUseException(8080)))
        .contains("8080", "PORT", "free");
  }

  @Test
  void anythingElseIsLeftToSpringBoot() {
    assertThat(StartupProblemReporter.told(new IllegalStateException("a mistake of ours")))
        .isNull();
    assertThat(new StartupProblemReporter(null).reportException(new Error("the same"))).isFalse();
  }
}
