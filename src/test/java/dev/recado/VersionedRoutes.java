package dev.recado;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A routes folder for a test. Its invoice messages show the version of the first route, of the last
 * route and of the template.
 */
final class VersionedRoutes {

  static final String FLOW = "flows/invoice-notification.camel.yaml";

  static final String TEMPLATE = "templates/fatura-emitida.yaml";

  /**
   * Each save must agree with the flow's test; the project's own test may expect more of the texts.
   */
  private static final String TEST =
      """
      flow: invoice-notification
      cases:
        - name: The customer is told the number of the invoice
          given:
            settings: {recado.odoo.url: ""}
            rows:
              client: [{name: Cliente da prova, phone: "5511912345678", odoo_partner_id: 424242}]
          when:
            webhook: {source: odoo, file: fixtures/swap-invoice.json}
          expect:
            - whatsapp-template: {to: "5511912345678", text: {contains: "INV/2026/00042"}}
      """;

  private final Path folder;
  private final String flow;
  private final String template;

  private VersionedRoutes(Path folder) throws IOException {
    this.folder = folder;
    this.flow = Files.readString(folder.resolve(FLOW));
    this.template = Files.readString(folder.resolve(TEMPLATE));
  }

  /** Copies the project's routes to a new folder below {@code target}. */
  static VersionedRoutes copy() {
    try {
      Path folder = Path.of("target", "versioned-routes-" + UUID.randomUUID()).toAbsolutePath();
      FileSystemUtils.copyRecursively(Path.of("routes"), folder);
      // Otherwise the tests of all other flows would run again for each save of a template.
      FileSystemUtils.deleteRecursively(folder.resolve("tests"));
      Files.createDirectories(folder.resolve("tests/fixtures"));
      Files.writeString(folder.resolve("tests/invoice-notification.test.yaml"), TEST);
      Files.writeString(
          folder.resolve("tests/fixtures/swap-invoice.json"),
          new Invoices.Invoice(42, 424242, "340.5").body());
      return new VersionedRoutes(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  String flow(int version) {
    String first =
        swapped(
            flow,
            "- setVariable: {name: caminho, simple: \"${body[access_url]}\"}\n",
            "versaoFluxo",
            version);
    return swapped(
        first,
        "- setVariable: {name: cliente, simple: \"${variable.customer[name]}\"}\n",
        "versaoAviso",
        version);
  }

  private static String swapped(String text, String place, String variable, int version) {
    String step = "- setVariable: {name: %s, constant: \"%d\"}\n".formatted(variable, version);
    return replace(text, place, place + step.indent(8));
  }

  String template(int version) {
    String places = "parameters:\n  versaoFluxo: text\n  versaoAviso: text\n";
    return replace(template, "parameters:\n", places).stripTrailing()
        + "\n\n  Estado {{versaoFluxo}}/{{versaoAviso}}/"
        + version
        + "\n";
  }

  /** Replaces a text that must exist. */
  static String replace(String text, String place, String by) {
    if (!text.contains(place)) {
      throw new IllegalStateException("The routes have no \"" + place + "\" any more");
    }
    return text.replace(place, by);
  }

  /** Saves flow and template together. */
  void save(int version) {
    save(version, flow(version));
  }

  /** Saves a given flow and the template together. */
  void save(int version, String flow) {
    write(TEMPLATE, template(version));
    write(FLOW, flow);
  }

  /** Saves a file like simple editors, which leave it empty for a moment. */
  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deleteFlow() throws IOException {
    Files.delete(folder.resolve(FLOW));
  }

  /** Turns the flows into a mounted ConfigMap: each file is a link to {@code ..data/file}. */
  void mountFlows() throws IOException {
    Path flows = folder.resolve("flows");
    Path first = Files.createDirectory(flows.resolve("..state-0"));
    try (Stream<Path> found = Files.list(flows)) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Files.copy(file, first.resolve(file.getFileName()));
      }
      Files.createSymbolicLink(flows.resolve("..data"), first.getFileName());
      for (Path file : files) {
        Path link = flows.resolve("." + file.getFileName());
        Files.createSymbolicLink(link, Path.of("..data").resolve(file.getFileName()));
        Files.move(link, file, ATOMIC_MOVE, REPLACE_EXISTING);
      }
    }
  }

  /**
   * Saves the flow like Kubernetes: first a new folder, then the link to it, then the removal of
   * the old one.
   */
  void remountFlow(String text) throws IOException {
    Path flows = folder.resolve("flows");
    Path before = flows.resolve("..data").toRealPath();
    Path next = flows.resolve("..state-" + UUID.randomUUID());
    FileSystemUtils.copyRecursively(before, next);
    Files.writeString(next.resolve(Path.of(FLOW).getFileName()), text);
    Files.createSymbolicLink(flows.resolve("..data_tmp"), next.getFileName());
    Files.move(flows.resolve("..data_tmp"), flows.resolve("..data"), ATOMIC_MOVE, REPLACE_EXISTING);
    FileSystemUtils.deleteRecursively(before);
  }
}
