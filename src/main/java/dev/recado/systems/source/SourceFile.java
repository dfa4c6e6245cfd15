package dev.recado.systems.source;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.flow.EventTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file of {@code routes/sources}: what it declares, and what is wrong with it. */
public final class SourceFile {

  /** The part of the routes folder that holds such files. */
  public static final String FOLDER = "sources/";

  private static final String ENDING = ".yaml";

  /** The fields of a file. */
  static final Set<String> FIELDS =
      Set.of(
          "name",
          "description",
          "preset",
          "proof",
          "challenge",
          "answer",
          "origins",
          "format",
          "type",
          "key",
          "within",
          "subject",
          "split",
          "headers");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 40;

  /** Further words of paths and sources that come with the hub. */
  private static final Set<String> TAKEN =
      Set.of(
          "evolution",
          "gateway",
          "meta",
          "rdstation",
          "simulator",
          "test",
          "twilio",
          "waha",
          "wppconnect");

  /**
   * Sources that come with the hub as files, and may be replaced by an author's file. Their
   * settings rules demand their secrets where they are expected; without a secret they are not in
   * use.
   */
  static final Set<String> SHIPPED = Set.of("form");

  private final @Nullable Definition definition;
  private final List<SourceProblem> problems;

  private SourceFile(@Nullable Definition definition, List<SourceProblem> problems) {
    this.definition = definition;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param file its name in the routes folder, such as {@code sources/shop.yaml}
   * @param text its content
   * @return what it declares, with all problems; no content causes an exception
   */
  public static SourceFile read(String file, String text) {
    List<SourceProblem> problems = new ArrayList<>();
    Definition definition = null;
    Node root = root(text, problems);
    if (root != null) {
      Value value = new Value(root, problems::add);
      definition =
          new SourceReader(value, value.isMap() ? value.fields(FIELDS) : notAMap(value)).read();
      named(file, value, definition);
    }
    return new SourceFile(problems.isEmpty() ? definition : null, List.copyOf(problems));
  }

  /**
   * Reads all files of a state of the routes folder.
   *
   * @param files the routes folder
   * @return in the order of their names, also those with problems
   */
  public static List<SourceFile> all(RouteFiles files) {
    return files.names(FOLDER + "*" + ENDING).stream()
        .map(file -> read(file, files.text(file)))
        .toList();
  }

  private static Map<String, Value> notAMap(Value value) {
    value.wrong("a source is a map with name, description and proof");
    return Map.of();
  }

  private static @Nullable Node root(String text, List<SourceProblem> problems) {
    try {
      Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(text);
      if (root.isEmpty()) {
        problems.add(new SourceProblem(1, 1, "the file is empty"));
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      problems.add(
          new SourceProblem(
              mark.map(Mark::getLine).orElse(0) + 1,
              mark.map(Mark::getColumn).orElse(0) + 1,
              "this is not YAML: " + e.getProblem()));
    } catch (YamlEngineException | StackOverflowError e) {
      problems.add(new SourceProblem(1, 1, "this is not YAML: " + e.getMessage()));
    }
    return null;
  }

  private static void named(String file, Value root, Definition definition) {
    String name = definition.name();
    String stem = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.yaml$", "");
    if (!name.isEmpty() && file.startsWith(FOLDER) && !stem.equals(name)) {
      root.wrong(
          "the source has the name \"%s\", but its file has the name \"%s\"; they must be the same"
              .formatted(name, stem));
    }
  }

  /** Why a source cannot have a name; null if it can. */
  static @Nullable String refusal(String name) {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      return "a source's name has lower-case letters, digits and single hyphens, and no more than 40 characters";
    }
    boolean ours =
        TAKEN.contains(name)
            || EventTypes.all().keySet().stream().anyMatch(type -> type.startsWith(name + "."));
    return ours && !SHIPPED.contains(name)
        ? "\"%s\" is a word of the hub itself; take another name".formatted(name)
        : null;
  }

  /**
   * Names the setting that holds the secret of a source.
   *
   * @param name of the source
   * @return the property; the hub's settings have it under the variable {@link #variable}
   */
  public static String secret(String name) {
    return "recado.sources." + name + ".secret";
  }

  /**
   * Names the environment variable of a source's secret.
   *
   * @param name of the source
   * @return such as {@code RECADO_SOURCES_SHOP_SECRET}
   */
  public static String variable(String name) {
    return variableOf(secret(name));
  }

  /** Spring Boot's rule: dots become underscores, and hyphens go. */
  static String variableOf(String property) {
    return property.replace('.', '_').replace("-", "").toUpperCase(java.util.Locale.ROOT);
  }

  /**
   * Finds a source that comes before this one and has the same variable for its secret: {@code
   * my-shop} and {@code myshop}.
   *
   * @param files the names of all files of sources
   * @return what is wrong; null if the secret is the source's own, or there is any problem
   */
  public @Nullable String sharesItsSecret(Collection<String> files) {
    String name = name().orElse("");
    return files.stream()
        .sorted()
        .map(file -> file.substring(FOLDER.length(), file.length() - ENDING.length()))
        .filter(other -> other.compareTo(name) < 0 && variable(other).equals(variable(name)))
        .findFirst()
        .map(
            other ->
                "the sources \"%s\" and \"%s\" would have one secret, %s; give this one a name that differs in more than hyphens"
                    .formatted(other, name, variable(name)))
        .orElse(null);
  }

  /** What it declares; empty if there is any problem. */
  Optional<Definition> definition() {
    return Optional.ofNullable(definition);
  }

  /**
   * Lists what is wrong.
   *
   * @return in the order of the file; empty if the source can be used
   */
  public List<SourceProblem> problems() {
    return problems;
  }

  /**
   * Names the source.
   *
   * @return empty if there is any problem
   */
  public Optional<String> name() {
    return definition().map(Definition::name);
  }

  /**
   * Gives the path that the sender posts to.
   *
   * @return the path, with {@code {token}} in place of a secret; empty if there is any problem
   */
  public Optional<String> path() {
    return definition().map(Definition::path);
  }

  /**
   * Tells whether each webhook is one event of one type with the fields of its JSON.
   *
   * @return false also if there is any problem
   */
  public boolean plain() {
    return definition().filter(Definition::plain).isPresent();
  }

  /**
   * Lists the types of its events whose names the file holds, each with a sentence.
   *
   * @return sentences by type; empty if there is any problem
   */
  public Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    definition()
        .ifPresent(
            source -> source.kind().types().forEach(type -> types.put(type, source.description())));
    return Collections.unmodifiableMap(types);
  }

  /**
   * Tells whether an event of a type can come from it.
   *
   * @param type such as {@code shop.order}
   */
  public boolean tells(String type) {
    return definition().filter(source -> source.kind().tells(type)).isPresent();
  }

  /**
   * Lists the well-known senders that {@code preset} names.
   *
   * @return in alphabetical order
   */
  public static Set<String> presets() {
    return Collections.unmodifiableSet(Presets.all().keySet());
  }
}
