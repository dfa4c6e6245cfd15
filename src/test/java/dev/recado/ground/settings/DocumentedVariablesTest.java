package dev.recado.ground.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.launch.Relaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the documented environment variables with those that are read. */
class DocumentedVariablesTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=");

  /** A text between backticks, which may be a shell command around the variable. */
  private static final Pattern QUOTED = Pattern.compile("`[^`\n]*`");

  private static final Pattern VARIABLE =
      Pattern.compile("\\b(PORT|PG[A-Z]+|[A-Z][A-Z0-9]*(_[A-Z0-9]+)+)\\b");

  /** Names that begin like the hub's, but are WAHA's own or codes of failures. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "WAHA_\\d+|WAHA_DASHBOARD_ENABLED|WHATSAPP_HOOK_[A-Z_]+|WHATSAPP_FILES_LIFETIME|WAHA_WORKER_RESTART_SESSIONS|SERVER_ACK|WHATSAPP_ERROR|ODOO_\\d+|KOMMO_\\d+|META_\\d+|TWILIO_(\\d+|ADDRESS|TEMPLATE|TOO_LONG)");

  /** Prefixes of systems that the hub may connect to one day. */
  private static final List<String> NOT_YET = List.of("WPPCONNECT", "EVOLUTION");

  @Test
  void theExampleNamesExactlyTheVariablesThatAreRead() throws IOException {
    assertThat(names(EXAMPLE, Path.of(".env.example"))).isEqualTo(read());
  }

  @Test
  void theConfigurationGuideNamesAllVariablesThatAreRead() throws IOException {
    assertThat(quoted(Path.of("docs/configuration.md"))).containsAll(read());
  }

  @Test
  void noDocumentNamesAVariableThatIsNotRead() throws IOException {
    Set<String> read = read();
    Set<String> beginnings =
        read.stream().map(name -> name.replaceFirst("_.*", "")).collect(Collectors.toSet());
    beginnings.addAll(NOT_YET);
    for (Path document : documents()) {
      assertThat(quoted(document))
          .as("%s", document)
          .filteredOn(name -> beginnings.contains(name.replaceFirst("_.*", "")))
          .filteredOn(name -> !OTHERS.matcher(name).matches() && !property(name))
          .isSubsetOf(read);
    }
  }

  @Test
  void variablesOfComposeAndCamelKAreRead() throws IOException {
    Pattern setting = Pattern.compile("(?m)^ {6}([A-Z][A-Z0-9_]*):|\\$\\{([A-Z][A-Z0-9_]*)");
    String compose = Files.readString(Path.of("docker-compose.yml"));
    String hub = compose.substring(compose.indexOf("  recado:"), compose.indexOf("  postgres:"));
    Set<String> set = new TreeSet<>();
    setting
        .matcher(hub)
        .results()
        .forEach(one -> set.add(one.group(1) == null ? one.group(2) : one.group(1)));
    set.addAll(
        names(Pattern.compile("(?m)^ +- ([A-Z][A-Z0-9_]*)="), Path.of("camel-k/recado.yaml")));
    assertThat(set).contains("WAHA_URL", "KAFKA_BROKERS").isSubsetOf(read());
  }

  /** All variables read by application.yaml, by the steps before it, and before all settings. */
  private static Set<String> read() throws IOException {
    Set<String> read = names(PLACEHOLDER, Path.of("src/main/resources/application.yaml"));
    read.addAll(OtherNames.SAME.values());
    read.addAll(OtherNames.DATABASE);
    read.add(EnvFiles.VARIABLE);
    read.add(Relaunch.VARIABLE);
    return read;
  }

  /** Whether Spring Boot reads it for a property of a class of settings or of flow authors. */
  private static boolean property(String name) {
    return Stream.concat(
            Types.classes().keySet().stream(), Stream.of("recado.flow", "recado.connector"))
        .map(prefix -> prefix.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT) + "_")
        .anyMatch(name::startsWith);
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(Path.of("README.md"), Path.of("bench/README.md")));
    documents.add(Path.of("camel-k/README.md"));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      docs.filter(path -> path.toString().endsWith(".md")).forEach(documents::add);
    }
    return documents;
  }

  private static Set<String> quoted(Path document) throws IOException {
    return QUOTED
        .matcher(Files.readString(document))
        .results()
        .flatMap(quote -> VARIABLE.matcher(quote.group()).results())
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
