package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Invoices.Invoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests the packed jar, because users get it and not a class path: files that lie beside the
 * classes here lie elsewhere in it.
 */
@Tag("hub")
class PackedJarIT {

  private static final Path JAR = Path.of("target", "recado.jar").toAbsolutePath();

  /** The folder into which the build unpacks it. */
  private static final Path UNPACKED = Path.of("target", "recado").toAbsolutePath();

  private static final String LIBRARY = "libjnidispatch.so";
  private static final FileAttribute<?> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
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

  @Test
  void theHubGoesOnUnpackedInTheSameProcessWithTheOptionsThatWereGiven()
      throws IOException, InterruptedException {
    assumeUnpacked();
    try (HubProcess hub =
        HubProcess.named("unpacked").packed(JAR).option("-Dof.the.user=a b").start()) {
      assertThat(
              Files.readString(Path.of("/proc", Long.toString(hub.pid()), "cmdline")).split("\0"))
          .containsSubsequence("-Xmx256m", "-XX:+UseSerialGC", "-Dof.the.user=a b", "-jar")
          .contains(UNPACKED.resolve("recado.jar").toString())
          .doesNotContain(JAR.toString());
      assertThat(jcmd(hub.pid(), "VM.system_properties")).contains("of.the.user=a b");
      assertThat(jcmd(hub.pid(), "VM.flags")).contains("MaxHeapSize=268435456", "UseSerialGC");
      assertThat(hub.hasPostgres()).isTrue();
      hub.stop();
      assertThat(hub.hasPostgres()).isFalse();
    }
  }

  @Test
  void theArchiveFits() throws IOException, InterruptedException {
    assumeUnpacked();
    assertThat(UNPACKED.resolve("recado.jsa")).exists();
    Path log = Files.createTempFile(Path.of("target").toAbsolutePath(), "classes", ".log");
    assertThat(run(Map.of(), List.of("-Xlog:class+load:file=" + log), JAR, "--help"))
        .startsWith("exit 0");
    assertThat(Files.readString(log))
        .containsPattern(
            "dev\\.recado\\.authoring\\.cli\\.Tool source: shared objects file \\(top\\)");
    Files.delete(log);
  }

  @Test
  void aJarThatDoesNotFitTheFolderBesideItStartsByItself()
      throws IOException, InterruptedException {
    assumeUnpacked();
    Path jar = Files.createLink(JAR.resolveSibling("other-" + UUID.randomUUID() + ".jar"), JAR);
    Path beside = Path.of(jar.toString().replaceFirst("\\.jar$", ""));
    Path mark = beside.resolve(beside.getFileName() + ".mark");
    Path program = beside.resolve(String.valueOf(jar.getFileName()));
    Path library = beside.resolve(LIBRARY);
    try {
      Files.createDirectory(beside, OWNERS);
      String whole = Files.readString(UNPACKED.resolve("recado.mark"));
      Files.writeString(Files.createFile(program, OWNERS), "no program");
      Files.createLink(library, UNPACKED.resolve(LIBRARY));
      // Only some of the files of the mark exist.
      Files.writeString(Files.createFile(mark, OWNERS), whole);
      assertThat(run(Map.of(), List.of(), jar, "lint", "nothing.yaml")).startsWith("exit 2");
      List<String> lines = whole.lines().limit(3).toList();
      String fits = String.join("\n", lines) + "\n" + Files.size(program) + "\n0\n";
      Files.writeString(mark, fits);
      // A run shows that only the mark had kept the hub from the unpacked program.
      assertThat(run(Map.of(), List.of(), jar, "lint", "nothing.yaml"))
          .startsWith("exit 1")
          .contains("corrupt jarfile");
      assertThat(run(Map.of("RECADO_RELAUNCH", "off"), List.of(), jar, "lint", "nothing.yaml"))
          .startsWith("exit 2");
      Files.writeString(mark, "1" + fits);
      assertThat(run(Map.of(), List.of(), jar, "lint", "nothing.yaml")).startsWith("exit 2");
    } finally {
      for (Path path : List.of(program, mark, library, beside, jar)) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Skips the test if the build was told not to unpack; no other test needs the folder. */
  private static void assumeUnpacked() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(Files.exists(UNPACKED.resolve("recado.mark")));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process jcmd =
        new ProcessBuilder(program.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(answer).isZero();
    return answer;
  }

  private static String run(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    return run(settings, List.of(), JAR, arguments);
  }

  private static String run(
      Map<String, String> settings, List<String> options, Path jar, String... arguments)
      throws IOException, InterruptedException {
    Path folder = Path.of("target", "hubs", "packed-" + UUID.randomUUID()).toAbsolutePath();
    Files.createDirectories(folder);
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
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
