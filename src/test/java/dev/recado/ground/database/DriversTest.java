package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** In a process of its own, because Java searches for drivers once. */
class DriversTest {

  /** The other process. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) {
      Drivers.loadPostgresOnly();
      Collections.list(DriverManager.getDrivers())
          .forEach(driver -> System.out.println(driver.getClass().getName()));
    }
  }

  @Test
  void onlyTheDriverOfPostgresIsLoaded() throws Exception {
    assertThat(ServiceLoader.load(Driver.class)).hasSizeGreaterThan(1);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(said.lines()).containsExactly("org.postgresql.Driver");
  }
}
