package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Invoices.Invoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What users get is the packed jar, and not a class path: files that lie beside the classes here
 * are somewhere else in it.
 */
class PackedJarIT {

  private static final Path JAR = Path.of("target", "recado.jar").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void theHubOfTheJarTellsACustomerOfAnInvoice() throws IOException {
    try (HubProcess hub = HubProcess.named("packed").packed(JAR).start()) {
      hub.plantClients(1, 1);
      Invoice invoice = Invoices.next(1);
      assertThat(new Invoices(hub).send(invoice, LIMIT)).isTrue();
      String phone =
          hub.database()
              .sql("select phone from client where odoo_partner_id = 1")
              .query(String.class)
              .single();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          new ObjectMapper()
                              .readTree(hub.get("/simulator/phones/" + phone + "/messages").body())
                              .findValuesAsText("text"))
                      .singleElement()
                      .asString()
                      .contains(invoice.number()));
      hub.stop();
    }
  }

  @Test
  void theFlowsOfTheJarAreFoundRight() throws IOException, InterruptedException {
    assertThat(run(Map.of(), "lint", "routes")).isEqualTo("exit 0: Nothing is wrong.");
    assertThat(run(Map.of(), "test", "nothing.yaml")).isEqualTo("exit 2: There is no nothing.yaml");
    assertThat(run(Map.of(), "test", "routes/tests/invoice-notification.test.yaml"))
        .startsWith("exit 0")
        .contains(" 0 failed");
  }

  @Test
  void wrongSettingsOfTheJarAreNamedTogether() throws IOException, InterruptedException {
    assertThat(
            run(
                Map.of(
                    "PORT", "http", "WAHA_URL", "http://waha.example:3000", "KOMMO_URL", "kommo")))
        .startsWith("exit 1")
        .contains("PORT", "WAHA_API_KEY", "KOMMO_URL")
        .doesNotContain("\tat ");
  }

  private static String run(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    Path folder = Path.of("target", "hubs", "packed-" + UUID.randomUUID()).toAbsolutePath();
    Files.createDirectories(folder);
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RECADO_ENV_FILE", "none");
    builder.environment().put("RECADO_DATA", folder.resolve("data").toString());
    builder.environment().putAll(settings);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs: " + Files.readString(output));
    }
    return "exit %d: %s".formatted(process.exitValue(), Files.readString(output).strip());
  }
}
