package dev.recado.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The folder of flows, Kamelets and templates: {@code RECADO_ROUTES}, else the jar's own copy. */
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

  /** The files of a pattern such as {@code flows/*.yaml}, by name; none where nothing matches. */
  List<Resource> files(String pattern) throws IOException {
    Resource[] found = new PathMatchingResourcePatternResolver().getResources(root + pattern);
    return Arrays.stream(found)
        .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
        .toList();
  }

  /**
   * Finds one file.
   *
   * @param name such as {@code intents/flows.yaml}
   * @return the file, which may not exist
   */
  public Resource file(String name) {
    return new PathMatchingResourcePatternResolver().getResource(root + name);
  }

  String location(String name) {
    return root + name;
  }
}
