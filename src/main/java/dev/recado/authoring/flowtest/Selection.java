package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tests that a user has chosen.
 *
 * @param folder the routes folder
 * @param chosen test files by name; empty for all
 * @param missing sentences about the choices that do not exist
 */
record Selection(RouteFolder folder, Set<String> chosen, List<String> missing) {

  private static final String FLOW = ".camel.yaml";

  static Selection of(List<Path> paths, Map<String, String> environment) {
    List<String> missing = new ArrayList<>();
    Set<String> chosen = new HashSet<>();
    Path root = null;
    for (Path path : paths) {
      Path own = Files.isDirectory(path) ? path : parent(parent(path));
      if (!Files.exists(path)) {
        missing.add("There is no " + path);
      } else if (root != null && !same(root, own)) {
        missing.add(path + " is in another routes folder than " + root + "; run them one by one");
      } else {
        root = own;
        choose(path, chosen, missing);
      }
    }
    Path folder =
        root == null ? Path.of(environment.getOrDefault("RECADO_ROUTES", "./routes")) : root;
    return new Selection(RouteFolder.at(folder), Set.copyOf(chosen), missing);
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path : parent;
  }

  private static void choose(Path path, Set<String> chosen, List<String> missing) {
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path)) {
      if (!Files.isDirectory(path.resolve("tests"))) {
        missing.add(path + " is no routes folder: it has no tests/");
      }
      return;
    }
    if (name.endsWith(TestFile.ENDING)) {
      chosen.add(TestFile.FOLDER + name);
    } else if (name.endsWith(FLOW)) {
      String test = TestFile.of(name.substring(0, name.length() - FLOW.length()));
      if (!Files.exists(parent(parent(path)).resolve(test))) {
        missing.add("The flow " + name + " has no test: there is no " + test);
      }
      chosen.add(test);
    } else {
      missing.add(path + " is neither a test (*.test.yaml) nor a flow (*.camel.yaml)");
    }
  }

  boolean takes(String test) {
    return chosen.isEmpty() || chosen.contains(test);
  }

  RouteFiles read() throws IOException {
    return folder.read();
  }

  /** The folder to watch, or null if the routes are those of the jar. */
  @Nullable Path path() {
    return folder.path().orElse(null);
  }
}
