package dev.recado.ground.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenCommandTest {

  private static final List<String> OURS =
      List.of("-Xshare:auto", "-XX:SharedArchiveFile=/a b.jsa");

  @Test
  void theUsersOptionsFollowTheHubsAndTheArgumentsArePassedOn() {
    assertThat(with("java", "-Xmx1g", "-Da=b", "-jar", "recado.jar", "--x=y", "-jar", "z"))
        .containsExactly(
            "java",
            "-Xshare:auto",
            "-XX:SharedArchiveFile=/a b.jsa",
            "-Xmx1g",
            "-Da=b",
            "-jar",
            "/x/recado/recado.jar",
            "--x=y",
            "-jar",
            "z");
  }

  @Test
  void nothingIsQuotedSplitOrLeftOut() {
    assertThat(with("/usr/bin/java", "-Da=b c \"d\" $e", "-jar", "recado.jar", "", "a b", "*", "'"))
        .contains("-Da=b c \"d\" $e")
        .endsWith("", "a b", "*", "'");
  }

  @Test
  void bytesOutsideTheLocaleAreKept() {
    byte[] line = "java\0-Da=é\0-jar\0x.jar\0\0ü\0".getBytes(StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(GivenCommand.words(line));
    assertThat(words).hasSize(6);
    assertThat((String.join("\0", words) + "\0").getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo(line);
  }

  @Test
  void aSeparateOptionValueIsNotTakenForTheJar() {
    assertThat(with("java", "-cp", "a.jar", "--add-opens", "a/b=c", "-jar", "recado.jar"))
        .containsSubsequence(
            "-cp", "a.jar", "--add-opens", "a/b=c", "-jar", "/x/recado/recado.jar");
  }

  @Test
  void optionsMayStandBehindTheWordJar() {
    assertThat(with("java", "-jar", "-Xmx1g", "recado.jar", "lint"))
        .endsWith("-Xmx1g", "-jar", "/x/recado/recado.jar", "lint");
  }

  @Test
  void optionFilesArePassedOnAsFiles() {
    GivenCommand given =
        Objects.requireNonNull(GivenCommand.of(List.of("java", "@opts", "-jar", "recado.jar")));
    assertThat(given.readsFiles()).isTrue();
    assertThat(given.options()).containsExactly("@opts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java",
        "java -jar",
        "java -Da=b",
        "java -cp recado.jar dev.recado.RecadoApplication",
        "java @everything lint",
        "java -jar -cp recado.jar"
      })
  void aCommandWithoutAJarIsNotRead(String line) {
    assertThat(GivenCommand.of(List.of(line.split(" ")))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-agentlib:jdwp=transport=dt_socket,server=y",
        "-Xrunjdwp:server=y",
        "-XX:SharedArchiveFile=my.jsa",
        "-XX:ArchiveClassesAtExit=my.jsa",
        "-XX:AOTCache=my.aot",
        "-XX:StartFlightRecording",
        "-XX:Flags=.hotspotrc",
        "-XX:+PrintFlagsFinal",
        "-showversion"
      })
  void someOptionsAreForTheFirstJvmOnly(String option) {
    assertThat(GivenCommand.forThisJvm(List.of("-Xmx1g", option))).isEqualTo(option);
  }

  @Test
  void agentsMemoryAndPropertiesArePassedToTheNextJvm() {
    assertThat(
            GivenCommand.forThisJvm(
                List.of("-javaagent:a.jar", "-agentlib:other", "-Xmx1g", "-Dx=-showversion")))
        .isNull();
  }

  private static List<String> with(String... words) {
    return Objects.requireNonNull(GivenCommand.of(List.of(words)))
        .with(OURS, "/x/recado/recado.jar");
  }
}
