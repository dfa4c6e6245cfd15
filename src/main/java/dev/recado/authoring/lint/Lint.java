package dev.recado.authoring.lint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.recado.spine.camel.RouteFiles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds problems in the files of a routes folder.
 *
 * <p>It starts nothing: Camel's schema and catalogue and the hub's own beans and settings are read
 * from the class path. Many threads may use one instance. It does not read an unchanged file again.
 */
public final class Lint {

  private static final Logger log = LoggerFactory.getLogger(Lint.class);
  private static final long MOST_BYTES = 32L << 20;

  private final Hub hub;
  private final List<Check> checks;
  private final Cache<Key, Document> documents =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, Document document) -> 200 + key.bytes.remaining())
          .build();

  Lint(Hub hub, List<Check> checks) {
    this.hub = hub;
    this.checks = checks;
  }

  private record Key(String name, ByteBuffer bytes) {}

  /**
   * Creates one that knows nothing of the values of settings, and misses none.
   *
   * @return an instance for many checks
   */
  public static Lint ofTheHub() {
    return with(SeenSettings.NONE);
  }

  /**
   * Creates one for a running hub. A setting or credential that a file needs and the hub does not
   * have is an error.
   *
   * @param known whether a setting, named with its dots, has a value
   * @return an instance for many checks
   */
  public static Lint ofTheHub(Predicate<String> known) {
    return with(new SeenSettings(known, true));
  }

  /** Creates one for a machine that may lack the settings of the hub: they are only noted. */
  static Lint besideTheHub(Predicate<String> known) {
    return with(new SeenSettings(known, false));
  }

  private static Lint with(SeenSettings seen) {
    Hub hub = Hub.onTheClassPath();
    return new Lint(hub, Checks.of(hub, seen));
  }

  /**
   * Finds only the settings and credentials that a running hub lacks. Much faster than all checks.
   *
   * @param files a state of the routes folder
   * @param known whether a setting, named with its dots, has a value
   * @return findings by file and place; empty if nothing is missing
   */
  public static List<Finding> missingSettings(RouteFiles files, Predicate<String> known) {
    Report report = new Report();
    SettingCheck check = new SettingCheck(new SeenSettings(known, true));
    for (String name : files.names()) {
      check.file(Document.of(name, files.bytes(name).orElseThrow()), report);
    }
    return report.findings().stream().sorted().toList();
  }

  /**
   * Checks all files together.
   *
   * @param files a state of the routes folder; no content causes an exception
   * @return findings by file and place; empty if there are none
   */
  public List<Finding> check(RouteFiles files) {
    List<Finding> findings = check(documents(files));
    return files.outside().isEmpty() ? findings : withLinks(findings, files.outside());
  }

  /** Of a link that was not followed only this is said: its content is not known. */
  private static List<Finding> withLinks(List<Finding> findings, Set<String> outside) {
    Report report = new Report();
    outside.forEach(name -> report.add(Code.R037, name, Place.START, RouteFiles.OUTSIDE));
    return Stream.concat(
            findings.stream().filter(finding -> !outside.contains(finding.file())),
            report.findings().stream())
        .sorted()
        .toList();
  }

  /**
   * Reads what files need of each other.
   *
   * @param files a state of the routes folder
   * @return the links between these files
   */
  public Links links(RouteFiles files) {
    return new Links(documents(files));
  }

  /**
   * Checks the YAML blocks of a Markdown file that are routes, steps, Kamelets, templates or tests.
   *
   * @param file its path, which the findings name
   * @param text its text
   * @param files the files to which the blocks may refer, besides each other
   * @return findings in the Markdown file; empty if there are none
   */
  public List<Finding> markdown(String file, String text, RouteFiles files) {
    List<Document> all = new ArrayList<>(documents(files));
    all.addAll(Markdown.blocks(file, text, hub.schema()));
    return check(all).stream().filter(finding -> finding.file().equals(file)).toList();
  }

  /** All files as documents. Known files are not read again. */
  List<Document> documents(RouteFiles files) {
    return files.names().parallelStream().map(name -> document(files, name)).toList();
  }

  private Document document(RouteFiles files, String name) {
    byte[] bytes = files.bytes(name).orElseThrow();
    return documents.get(
        new Key(name, ByteBuffer.wrap(bytes)), key -> Document.of(key.name(), bytes));
  }

  List<Finding> check(Collection<Document> documents) {
    Project project = new Project(documents);
    List<Finding> findings =
        new ArrayList<>(
            documents.parallelStream().flatMap(document -> own(document).stream()).toList());
    Report report = new Report();
    checks.forEach(check -> check.folder(project, report));
    findings.addAll(report.findings());
    return findings.stream().distinct().sorted().toList();
  }

  private List<Finding> own(Document document) {
    List<Finding> known = document.own();
    if (known != null) {
      return known;
    }
    Report report = new Report();
    for (Check check : checks) {
      try {
        check.file(document, report);
      } catch (RuntimeException | StackOverflowError e) {
        // A bug in a check affects this file alone, and not all files of a save.
        log.error("{} cannot be checked by {}", document.file(), check.getClass().getName(), e);
        report.add(
            Code.R037, document, Place.START, "this file cannot be checked; the log tells why");
      }
    }
    document.own(report.findings());
    return report.findings();
  }
}
