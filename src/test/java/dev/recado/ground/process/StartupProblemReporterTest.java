package dev.recado.ground.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.PortInUseException;

class StartupProblemReporterTest {

  @Test
  void aProblemAtAnyDepthIsPrintedInPlainLines() {
    Throwable failure =
        new IllegalStateException("a bean", new StartupProblem("The disk is full.", "Make room."));
    assertThat(StartupProblemReporter.told(failure)).isEqualTo("The disk is full.\nMake room.");
  }

  @Test
  void aPortTakenMeanwhileIsReportedByItsVariable() {
    assertThat(StartupProblemReporter.told(new PortInUseException(8080)))
        .contains("8080", "PORT", "free");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08001", "28P01", "3D000"})
  void aDatabaseThatRefusesTheHubIsNamedWithItsSettings(String state) {
    SQLException refused = new SQLException("Connection to db:5432 refused.", state);
    assertThat(StartupProblemReporter.told(new IllegalStateException("a bean", refused)))
        .contains("PostgreSQL", "Connection to db:5432 refused.", "DATABASE_URL");
    assertThat(StartupProblemReporter.told(new SQLException("a mistake of ours", "42601")))
        .isNull();
  }

  @Test
  void anythingElseIsLeftToSpringBoot() {
    assertThat(StartupProblemReporter.told(new IllegalStateException("a mistake of ours")))
        .isNull();
    assertThat(new StartupProblemReporter(null).reportException(new Error("the same"))).isFalse();
  }
}
