package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.flowtest.Examples;
import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.authoring.lint.Finding;
import dev.recado.authoring.lint.Lint;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * A reader who follows docs/jobs.md from the top gets what the page says: each job's {@code new},
 * {@code lint} and {@code test} commands run in order, on the files of the page.
 *
 * <p>The page marks a block as {@code unchecked} if it needs a file that only its own job has, or
 * would meet the flow of another job. This test lints each job in a folder of its own.
 */
class JobsTest {

  private static final Pattern JOB = Pattern.compile("(?ms)^## (\\d\\. .*?)\\n(.*?)(?=^## |\\z)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)(?: \\w+)?\\n(.*?)^```$");
  private static final Pattern NAME = Pattern.compile("^(?:#|--|//) (routes/\\S+\\.\\w+)$");
  private static final String JAR = "java -jar recado.jar ";
  private static final Pattern WROTE = Pattern.compile("(?m)^wrote (\\S+)$");

  private static final Lint LINT = Lint.ofTheHub();
  private static Examples examples;
  private static Map<String, String> jobs;

  private Path folder;
  private final List<String> untold = new ArrayList<>();
  private final Set<String> untested = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    examples = Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password());
    jobs = new LinkedHashMap<>();
    JOB.matcher(Files.readString(Path.of("docs/jobs.md")))
        .results()
        .forEach(job -> jobs.put(job.group(1), job.group(2)));
  }

  @BeforeEach
  void begin(@TempDir Path empty) {
    folder = empty;
  }

  @AfterAll
  static void close() {
    examples.close();
  }

  @Test
  void thePageHasFiveJobs() {
    assertThat(jobs).hasSize(5);
  }

  static Set<String> names() throws IOException {
    return new TreeSet<>(
        JOB.matcher(Files.readString(Path.of("docs/jobs.md")))
            .results()
            .map(job -> job.group(1))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aReaderOfTheJobGetsWhatThePageSays(String name) throws IOException {
    String page = String.valueOf(jobs.get(name));
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      read(block.group(1), block.group(2), page);
    }
    assertThat(untold).as("files that a command wrote and the page does not name").isEmpty();
    assertThat(untested).as("files of the page after which no test runs").isEmpty();
    lint(page);
  }

  private void read(String language, String block, String page) throws IOException {
    Matcher named = NAME.matcher(block.lines().findFirst().orElse(""));
    if (named.matches()) {
      String file = named.group(1);
      // JSON has no comments.
      String text = file.endsWith(".json") ? block.substring(block.indexOf('\n') + 1) : block;
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), text);
      untested.add(file);
    } else if (language.equals("text")) {
      List<String> said = WROTE.matcher(block).results().map(found -> found.group(1)).toList();
      assertThat(said).isNotEmpty().isEqualTo(untold);
      untold.clear();
    } else if (language.isEmpty()) {
      for (String line : block.lines().toList()) {
        if (line.startsWith(JAR)) {
          run(line.substring(JAR.length()), page);
        } else if (line.matches("(awk|cp|grep) .*routes/.*")) {
          shell(line);
        }
      }
    }
  }

  private void run(String command, String page) throws IOException {
    String[] words = command.split(" ");
    switch (words[0]) {
      case "new" -> untold.addAll(written(words));
      case "lint" -> lint(page);
      case "test" -> test(words[1]);
      default -> throw new AssertionError("This test does not know the command: " + command);
    }
  }

  private void shell(String line) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.onExit().join().exitValue()).as("%s: %s", line, said).isZero();
  }

  private List<String> written(String[] words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new NewCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                Stream.concat(
                        Stream.of(words).skip(1),
                        Stream.of("--routes", folder.resolve("routes").toString()))
                    .toArray(String[]::new));
    assertThat(status).as("%s: %s", String.join(" ", words), err).isZero();
    return WROTE
        .matcher(out.toString())
        .results()
        .map(found -> folder.relativize(Path.of(found.group(1))).toString())
        .toList();
  }

  private RouteFiles routes() throws IOException {
    return RouteFolder.at(folder.resolve("routes")).read();
  }

  /** Only warnings that the page names are expected. */
  private void lint(String page) throws IOException {
    assertThat(LINT.check(routes()))
        .filteredOn(finding -> !warned(finding, page))
        .extracting(Finding::toString)
        .isEmpty();
  }

  private static boolean warned(Finding finding, String page) {
    return finding.toString().contains(" warning ")
        && page.contains("warning " + finding.code() + " ");
  }

  private void test(String file) throws IOException {
    String name = file.substring("routes/".length());
    List<Result> cases = examples.run(routes(), name::equals).cases();
    assertThat(cases).as(file).isNotEmpty();
    assertThat(cases).filteredOn(one -> !one.passed()).extracting(Result::message).isEmpty();
    untested.clear();
  }
}
