package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.embedded.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Half a minute of {@code bench/soak}: ordinary traffic that begins as soon as a hub is ready. A
 * talk comes to its end and a token is renewed within it; what grows slowly takes minutes to be
 * seen.
 */
@Tag("load")
class SoakTest {

  private static final Path WORK =
      Path.of("target", "soak", UUID.randomUUID().toString().substring(0, 8)).toAbsolutePath();

  @Test
  void ordinaryTrafficHasItsOutcomesAndCostsNoConnection() throws Exception {
    Files.createDirectories(WORK.resolve("data"));
    Path classes = compiled();
    Path told = WORK.resolve("soak.log");
    String run = "soak-" + WORK.getFileName();
    Process soak =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                "-Dbench.home=" + Path.of("").toAbsolutePath(),
                "-Dbench.work=" + WORK,
                "bench.Soak",
                "--seconds",
                "30",
                "--class-path",
                HubProcess.classPath(),
                "--java-opts",
                "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "--hub-arguments",
                "--recado.ingress.topic=inbound-" + run + " --recado.intake.group=intake-" + run,
                "--hub-environment",
                "SPRING_DATASOURCE_URL="
                    + databaseWithACustomer()
                    + " RECADO_LOG_FORMAT= KAFKA_BROKERS="
                    + TestServers.brokers())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    try {
      assertThat(soak.waitFor(8, TimeUnit.MINUTES)).as(Files.readString(told)).isTrue();
      assertThat(soak.exitValue()).as(Files.readString(told)).isZero();
    } finally {
      soak.destroy();
    }
  }

  /** Adds a customer, because only a hub with embedded servers has demo customers. */
  private static String databaseWithACustomer() {
    String url = TestServers.migratedUrl();
    JdbcClient.create(new DriverManagerDataSource(url))
        .sql(
            "insert into client (odoo_partner_id, name, phone)"
                + " values (7, 'João Silva', '5511987654321')")
        .update();
    return url;
  }

  private static Path compiled() throws IOException {
    Path classes = WORK.resolve("classes");
    try (Stream<Path> sources = Files.list(Path.of("bench"))) {
      List<String> arguments =
          Stream.concat(
                  Stream.of("-d", classes.toString()),
                  sources.map(Path::toString).filter(name -> name.endsWith(".java")))
              .toList();
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(String[]::new));
      assertThat(failed).as("errors of the bench").isZero();
    }
    return classes;
  }
}
