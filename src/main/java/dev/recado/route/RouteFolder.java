package dev.recado.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The folder of flows, Kamelets, templates and intents: {@code RECADO_ROUTES}, else the jar's own
 * copy.
 *
 * <p>Of a folder that has no {@code kamelets}, say, those of the jar are taken: whoever keeps only
 * flows of his own need not copy the rest.
 */
public final class RouteFolder {

  /** What the hub reads; the order is that of loading. */
  public static final List<String> PARTS =
      List.of(
          "kamelets",
          "configurations",
          "connectors",
          "flows",
          "templates",
          "sql",
          "intents",
          "tests");

  private static final String IN_THE_JAR = "classpath:routes/";

  private final @Nullable Path path;

  private RouteFolder(@Nullable Path path) {
    this.path = path;
  }

  /**
   * Takes a folder.
   *
   * @param path of the folder; where there is none, the jar's own copy is taken
   */
  public static RouteFolder at(Path path) {
    return new RouteFolder(Files.isDirectory(path) ? path.toAbsolutePath().normalize() : null);
  }

  /**
   * Tells where the folder is.
   *
   * @return its absolute path, or empty for the copy in the jar
   */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * Reads everything at once.
   *
   * @return the files of {@link #PARTS}, without what editors and Kubernetes put beside them
   * @throws IOException where the folder cannot be read, or changes while it is read
   */
  public RouteFiles read() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String part : PARTS) {
      if (path == null || !Files.isDirectory(path.resolve(part))) {
        readJar(part, files);
      } else {
        read(path, part, files);
      }
    }
    return RouteFiles.of(files);
  }

  private static void read(Path root, String part, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> found =
        Files.walk(root.resolve(part), java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        Path name = root.relativize(file);
        if (!hidden(name)) {
          files.put(name.toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A mounted ConfigMap has its files in ..data too, and editors keep theirs as .x.swp or x~. */
  private static boolean hidden(Path name) {
    for (Path step : name) {
      if (step.toString().startsWith(".") || step.toString().endsWith("~")) {
        return true;
      }
    }
    return false;
  }

  private static void readJar(String part, Map<String, byte[]> files) throws IOException {
    // With a star an absent folder is no failure.
    String pattern = "classpath*:routes/" + part + "/**/*.*";
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      String url = file.getURL().toString();
      String name = url.substring(url.lastIndexOf("/routes/" + part + "/") + "/routes/".length());
      files.put(name, file.getContentAsByteArray());
    }
  }

  /**
   * Finds files.
   *
   * @param pattern such as {@code flows/*.yaml}
   * @return those that match, by name; empty where none does
   * @throws IOException where the folder cannot be read
   */
  public List<Resource> files(String pattern) throws IOException {
    Resource[] found = new PathMatchingResourcePatternResolver().getResources(root() + pattern);
    return Arrays.stream(found)
        // A pattern without a wildcard is taken for found, whatever it names.
        .filter(Resource::exists)
        .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
        .toList();
  }

  /**
   * Finds one file; a folder of one's own need not have it, for the hub's copy is a good start.
   *
   * @param name such as {@code intents/flows.yaml}
   * @return the folder's file, else the jar's
   */
  public Resource file(String name) {
    Resource own = new PathMatchingResourcePatternResolver().getResource(root() + name);
    return own.exists() ? own : new ClassPathResource("routes/" + name);
  }

  /**
   * Tells the address of a part.
   *
   * @param part such as {@code kamelets}
   * @return its URL
   */
  public String location(String part) {
    return root() + part;
  }

  private String root() {
    return path == null ? IN_THE_JAR : "file:" + path + "/";
  }

  @Override
  public String toString() {
    return path == null ? "the jar" : path.toString();
  }
}
