package dev.recado.spine.camel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The folder of flows, Kamelets, templates and intents: {@code RECADO_ROUTES}, or else the jar's
 * own copy.
 *
 * <p>If the folder has no {@code kamelets}, for example, the hub takes those of the jar. An author
 * with only his own flows need not copy the rest. Of {@code intents} and {@code sources} it takes
 * each missing file, so that a company with only its own data need not copy the phrases, nor one
 * with a sender of its own the forms.
 */
public final class RouteFolder {

  /** The parts that the hub reads, in the order of loading. */
  public static final List<String> PARTS =
      List.of(
          "kamelets",
          "configurations",
          "connectors",
          "sources",
          "flows",
          "templates",
          "sql",
          "intents",
          "tests");

  /**
   * Parts of which the jar's files stay beside the folder's own, unless one of those replaces them.
   */
  private static final Set<String> ADDED = Set.of("intents", "sources");

  /** The files without which the hub understands nobody. Their names are relative to the folder. */
  public static final Set<String> NEEDED =
      Set.of(
          "intents/pt-BR.yaml",
          "intents/flows.yaml",
          "intents/business.yaml",
          "intents/prompt.md",
          "intents/abertura.md");

  private static final String FLOWS = "flows";
  private static final String TESTS = "tests";

  private final @Nullable Path path;

  /**
   * Parts, and files of added parts, that the folder has had. If one of them vanishes for a moment,
   * that of the jar does not replace it.
   */
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  private RouteFolder(@Nullable Path path) {
    this.path = path;
  }

  /**
   * Takes a folder.
   *
   * @param path the path of the folder; if there is no folder, the hub takes the jar's own copy
   */
  public static RouteFolder at(Path path) {
    return new RouteFolder(Files.isDirectory(path) ? path.toAbsolutePath().normalize() : null);
  }

  /**
   * Returns the path of the folder.
   *
   * @return its absolute path, or empty for the copy in the jar
   */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * Reads everything at once.
   *
   * @return the files of {@link #PARTS}, without the extra files of editors and Kubernetes. A link
   *     that leads out of the folder is not followed, see {@link RouteFiles#outside}
   * @throws IOException if the folder cannot be read, or changes while it is read
   */
  public RouteFiles read() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    Set<String> outside = new HashSet<>();
    for (String part : PARTS) {
      Path folder = ownFolder(part);
      if (folder == null) {
        readJar(part, files);
      } else {
        readOwn(part, folder, files, outside);
      }
    }
    return RouteFiles.of(files, outside);
  }

  private void readOwn(String part, Path folder, Map<String, byte[]> files, Set<String> outside)
      throws IOException {
    boolean each = ADDED.contains(part);
    if (each) {
      Map<String, byte[]> shipped = new HashMap<>();
      readJar(part, shipped);
      shipped.keySet().removeAll(own);
      files.putAll(shipped);
    }
    FilesInside found = files(folder);
    for (Map.Entry<Path, Path> file : found.inside().entrySet()) {
      String name = name(file.getKey());
      files.put(name, Files.readAllBytes(file.getValue()));
      if (each) {
        own.add(name);
      }
    }
    found.outside().stream().map(this::name).filter(name -> !hidden(name)).forEach(outside::add);
  }

  /**
   * Reads the jar's own copy.
   *
   * @return the files of {@link #PARTS} that came with the hub
   * @throws IOException if the jar cannot be read
   */
  public static RouteFiles shipped() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String part : PARTS) {
      readJar(part, files);
    }
    return RouteFiles.of(files);
  }

  /**
   * Takes a stamp of the folder, which is cheap. Two stamps are equal if nothing has changed
   * between them.
   *
   * @return size, time and identity of each file in the folder
   * @throws IOException if the folder cannot be read, or changes while it is read
   */
  public Object stamp() throws IOException {
    Map<String, List<Object>> stamp = new HashMap<>();
    for (String part : PARTS) {
      Path folder = ownFolder(part);
      if (folder != null) {
        FilesInside found = files(folder);
        for (Map.Entry<Path, Path> file : found.inside().entrySet()) {
          stamp.put(name(file.getKey()), facts(file.getValue()));
        }
        found.outside().forEach(link -> stamp.put(name(link), List.of()));
      }
    }
    return stamp;
  }

  private static List<Object> facts(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(facts.size(), facts.lastModifiedTime(), String.valueOf(facts.fileKey()));
  }

  private @Nullable Path ownFolder(String part) {
    if (path == null) {
      return null;
    }
    // The jar's tests belong to the jar's flows.
    if (Files.isDirectory(path.resolve(part)) || part.equals(TESTS) && own.contains(FLOWS)) {
      own.add(part);
    }
    return own.contains(part) ? path.resolve(part) : null;
  }

  private FilesInside files(Path folder) throws IOException {
    if (folder.endsWith(TESTS) && !Files.isDirectory(folder)) {
      return FilesInside.NONE;
    }
    FilesInside found = FilesInside.of(folder, requireNonNull(path).toRealPath());
    found.inside().keySet().removeIf(file -> hidden(name(file)));
    return found;
  }

  private String name(Path file) {
    return requireNonNull(path).relativize(file).toString().replace('\\', '/');
  }

  /**
   * A mounted ConfigMap repeats its files in ..data, and editors write files such as .x.swp or x~.
   */
  private static boolean hidden(String name) {
    return name.startsWith(".") || name.contains("/.") || name.endsWith("~");
  }

  private static void readJar(String part, Map<String, byte[]> files) throws IOException {
    // With a star, a missing folder is no error.
    String pattern = "classpath*:routes/" + part + "/**/*.*";
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      String url = file.getURL().toString();
      String name = url.substring(url.lastIndexOf("/routes/" + part + "/") + "/routes/".length());
      files.put(name, file.getContentAsByteArray());
    }
  }

  @Override
  public String toString() {
    return path == null ? "the jar" : path.toString();
  }
}
