package dev.recado.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The folder of flows, Kamelets, templates and intents: {@code RECADO_ROUTES}, else the jar's own
 * copy.
 */
public final class RouteFolder {

  private final String root;

  private RouteFolder(String root) {
    this.root = root;
  }

  static RouteFolder at(Path path) {
    return Files.isDirectory(path)
        ? new RouteFolder("file:" + path.toAbsolutePath().normalize() + "/")
        : new RouteFolder("classpath:routes/");
  }

  /**
   * Finds files.
   *
   * @param pattern such as {@code flows/*.yaml}
   * @return those that match, by name; empty where none does
   * @throws IOException where the folder cannot be read
   */
  public List<Resource> files(String pattern) throws IOException {
    Resource[] found = new PathMatchingResourcePatternResolver().getResources(root + pattern);
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
    Resource own = new PathMatchingResourcePatternResolver().getResource(root + name);
    return own.exists() ? own : new ClassPathResource("routes/" + name);
  }

  String location(String name) {
    return root + name;
  }
}
