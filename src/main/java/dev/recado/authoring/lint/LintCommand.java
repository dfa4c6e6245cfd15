package dev.recado.authoring.lint;

import dev.recado.ground.launch.PackedJar;
import dev.recado.ground.settings.SettingsHere;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint}: prints the problems in flow files with their places. */
@Command(
    name = "lint",
    description =
        "Checks flows, Kamelets, templates and all other files of a routes folder, and YAML in Markdown.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is wrong, or nothing but warnings and notes",
      "1:something is wrong",
      "2:wrong use, or a PATH that does not exist",
      "3:lint itself failed"
    },
    exitCodeOnExecutionException = 3)
public final class LintCommand implements Callable<Integer> {

  private static final Set<String> FOREIGN =
      Set.of("target", "node_modules", "build", ".git", ".idea");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "A routes folder, a file or folder in one, or Markdown (default: RECADO_ROUTES, else"
              + " ./routes).")
  private List<Path> paths = List.of();

  @Option(names = "--routes", paramLabel = "FOLDER", description = "The same as a PATH.")
  private @Nullable Path folder;

  @Option(
      names = "--format",
      description = "text, json, github (workflow commands) or sarif (default: text).")
  private Format format = Format.text;

  @Option(names = "--strict", description = "Warnings count as errors.")
  private boolean strict;

  private final Map<Path, RouteFiles> folders = new LinkedHashMap<>();
  private final Map<Path, List<Finding>> checked = new LinkedHashMap<>();

  /** Created by picocli. */
  public LintCommand() {}

  /**
   * Checks and prints.
   *
   * @return the exit code
   * @throws IOException if a file cannot be read
   */
  @Override
  public Integer call() throws IOException {
    try {
      return checked();
    } catch (EmptyFolder e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int checked() throws IOException {
    // Logging is not set up yet, and by default it prints everything.
    LoggingSystem.get(LintCommand.class.getClassLoader()).beforeInitialize();
    Lint lint = Lint.besideTheHub(SettingsHere.known());
    List<Shown> findings = new ArrayList<>();
    for (Path path : targets()) {
      findings.addAll(check(lint, path));
    }
    List<Shown> once = findings.stream().distinct().toList();
    spec.commandLine().getOut().print(format.print(once));
    spec.commandLine().getOut().flush();
    summary(once);
    return once.stream().anyMatch(shown -> strict ? !shown.note() : shown.error()) ? 1 : 0;
  }

  private List<Path> targets() {
    List<Path> all = new ArrayList<>(paths);
    if (folder != null) {
      all.add(folder);
    }
    return all.isEmpty() ? List.of(routes()) : all;
  }

  private void summary(List<Shown> findings) {
    if (format == Format.text) {
      long notes = findings.stream().filter(Shown::note).count();
      long errors = findings.stream().filter(Shown::error).count();
      String told =
          count(errors, "error")
              + ", "
              + count(findings.size() - errors - notes, "warning")
              + (notes == 0 ? "" : ", " + count(notes, "note"));
      spec.commandLine()
          .getErr()
          .println(
              findings.isEmpty()
                  ? "Nothing is wrong."
                  : told + ". Each code is explained in docs/lint.md.");
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** The folder that Markdown refers to, and the one to check if no other is named. */
  private Path routes() {
    if (folder != null) {
      return folder;
    }
    String folder = System.getenv("RECADO_ROUTES");
    return Path.of(folder == null || folder.isBlank() ? "routes" : folder);
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The usage would not help. */
  private static final class EmptyFolder extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmptyFolder(Path folder) {
      super(
          "The folder %s is empty, so there is nothing to check. To begin with a copy of the flows of the hub: %s new routes --routes %s"
              .formatted(folder, PackedJar.command(), folder));
    }
  }

  private List<Shown> check(Lint lint, Path path) throws IOException {
    if (!Files.exists(path)) {
      if (paths.isEmpty() && folder == null) {
        return routes(lint, new Target(path, name -> true));
      }
      throw new ParameterException(spec.commandLine(), "There is no file or folder " + path);
    }
    if (path.toString().endsWith(".md")) {
      return markdown(lint, List.of(path));
    }
    var target = Target.of(path);
    if (target.isPresent()) {
      return routes(lint, target.get());
    }
    List<Path> files = Files.isDirectory(path) ? markdownIn(path) : List.of();
    if (files.isEmpty() && isEmpty(path)) {
      throw new EmptyFolder(path);
    }
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          path + " is neither in a routes folder (flows, kamelets, …) nor Markdown");
    }
    return markdown(lint, files);
  }

  private List<Shown> routes(Lint lint, Target target) throws IOException {
    return findings(lint, target.root()).stream()
        .filter(finding -> target.wanted().test(finding.file()))
        .map(finding -> new Shown(target.shown(finding.file()), finding))
        .toList();
  }

  /** All of a folder is checked to tell of one of its files: so once for all that are named. */
  private List<Finding> findings(Lint lint, Path folder) throws IOException {
    List<Finding> known = checked.get(folder);
    if (known == null) {
      known = lint.check(files(folder));
      checked.put(folder, known);
    }
    return known;
  }

  private RouteFiles files(Path folder) throws IOException {
    RouteFiles known = folders.get(folder);
    if (known == null) {
      known = RouteFolder.at(folder.toAbsolutePath()).read();
      folders.put(folder, known);
    }
    return known;
  }

  private List<Shown> markdown(Lint lint, List<Path> files) throws IOException {
    List<Shown> findings = new ArrayList<>();
    for (Path file : files) {
      String shown = file.toString().replace('\\', '/').replaceFirst("^\\./", "");
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      lint.markdown(shown, text, files(routes()))
          .forEach(finding -> findings.add(new Shown(shown, finding)));
    }
    return findings;
  }

  private static List<Path> markdownIn(Path folder) throws IOException {
    Set<Path> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !foreign(folder.relativize(file)))
          .forEach(files::add);
    }
    return List.copyOf(files);
  }

  private static boolean foreign(Path file) {
    for (Path step : file) {
      if (FOREIGN.contains(step.toString())) {
        return true;
      }
    }
    return false;
  }
}
