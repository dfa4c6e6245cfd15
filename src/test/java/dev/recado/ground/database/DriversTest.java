package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(said.lines()).containsExactly("org.postgresql.Driver");
  }

  /** Of this test, the hub and three drivers. */
  private static String classPath() throws Exception {
    List<String> places = new ArrayList<>();
    for (String name :
        List.of(
            Child.class.getName(),
            Drivers.class.getName(),
            "org.postgresql.Driver",
            "org.mariadb.jdbc.Driver",
            "com.microsoft.sqlserver.jdbc.SQLServerDriver")) {
      Class<?> type = Class.forName(name, false, DriversTest.class.getClassLoader());
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }
}
