package dev.recado.ground.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmOptionsTest {

  @ParameterizedTest
  @CsvSource({
    // The JVM would not start with both.
    "-XX:+UseSerialGC, -XX:+UseG1GC",
    "-XX:+UseSerialGC, -XX:-UseSerialGC",
    "-Xms64m, -Xmx32m",
    "-Xms64m, -XX:MaxHeapSize=32m",
    "-XX:InitialRAMPercentage=2, -Xmx32m",
    "-XX:MaxHeapFreeRatio=40, -XX:MaxHeapFreeRatio=10",
    "-XX:TieredStopAtLevel=1, -XX:TieredStopAtLevel=4",
    "-XX:TieredStopAtLevel=1, -XX:-TieredCompilation",
    "-XX:TieredStopAtLevel=1, -XX:CompilationMode=high-only",
    "-XX:+TieredCompilation, -XX:-TieredCompilation",
    "-Xshare:auto, -Xshare:off"
  })
  void theHubLeavesOutOptionsThatTheUserHasDecided(String ours, String theirs) {
    assertThat(JvmOptions.yielding(List.of(ours, "-Xss1m"), List.of("-Da=b", theirs)))
        .containsExactly("-Xss1m");
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:+UseSerialGC, -Xmx1g",
    "-XX:+UseSerialGC, -XX:+UseStringDeduplication",
    "-Xms64m, -Xss1m",
    "-Xlog:cds=off, -Xlog:gc",
    "-Xlog:cds=off, -Xlog:cds=off",
    "-Dx=-Xshare:off, -Xshare:off"
  })
  void unrelatedOptionsStay(String ours, String theirs) {
    assertThat(JvmOptions.yielding(List.of(ours), List.of(theirs))).containsExactly(ours);
  }

  @Test
  void onlyASmallMachineRunsWithoutTheSecondCompiler() {
    assertThat(JvmOptions.tuning(1)).contains(JvmOptions.COMPILER);
    assertThat(JvmOptions.tuning(2)).contains(JvmOptions.COMPILER);
    assertThat(JvmOptions.tuning(3)).containsExactly(JvmOptions.COLLECTOR, JvmOptions.CODE);
  }

  @Test
  void theBuildAndTheImageGiveTheSameTuning() throws IOException {
    Matcher pom =
        Pattern.compile("<recado.jvm.options>(.*)</recado.jvm.options>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    assertThat(pom.group(1)).isEqualTo(JvmOptions.COLLECTOR + " " + JvmOptions.CODE);
    String image = Files.readString(Path.of("Dockerfile"));
    assertThat(image)
        .contains("\"" + JvmOptions.COLLECTOR + "\"")
        .contains("\"" + JvmOptions.CODE + "\"")
        .contains("JDK_JAVA_OPTIONS=" + JvmOptions.COMPILER);
    assertThat(JvmOptions.sharing())
        .filteredOn(option -> !option.contains("aot"))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(image).contains("\"" + option + "\""));
  }
}
