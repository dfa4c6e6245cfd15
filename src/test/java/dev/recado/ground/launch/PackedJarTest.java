package dev.recado.ground.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedJarTest {

  @ParameterizedTest
  @CsvSource({
    "recado.jar, java -jar recado.jar",
    "./recado.jar, java -jar recado.jar",
    "/srv/hub/target/recado.jar, java -jar target/recado.jar",
    "/opt/recado.jar, java -jar /opt/recado.jar",
    "../recado.jar, java -jar /srv/recado.jar",
    "/opt/our hub/recado.jar, java -jar \"/opt/our hub/recado.jar\""
  })
  void theCommandNamesTheJarWhereItLies(String jar, String command) {
    assertThat(PackedJar.command(jar, Path.of("/srv/hub"))).isEqualTo(command);
  }
}
