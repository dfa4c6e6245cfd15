package bench;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The run's own routes folder, and the ways to save files. */
final class RoutesCopy {

  /** The folders with saved files; Kubernetes would mount a ConfigMap on each. */
  private static final List<String> PARTS = List.of("kamelets", "connectors", "flows", "templates");

  private static final String DATA = "..data";

  private final Path root;
  private int flips;

  private RoutesCopy(Path root) {
    this.root = root;
  }

  static RoutesCopy of(Path routes, Path root) throws IOException {
    copy(routes, root);
    return new RoutesCopy(root);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  Path root() {
    return root;
  }

  /** Empties the file and writes it again, as a simple editor does. */
  void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Writes a new file and moves it over the old one, as a careful editor does. */
  void replace(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Path beside = file.resolveSibling("." + file.getFileName() + ".swp");
    Files.writeString(beside, text);
    Files.move(beside, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** Removes all tests from their folder; the fixtures stay. */
  void deleteTests() throws IOException {
    try (DirectoryStream<Path> tests =
        Files.newDirectoryStream(root.resolve("tests"), "*.test.yaml")) {
      for (Path test : tests) {
        Files.delete(test);
      }
    }
  }

  void delete(String name) throws IOException {
    Files.delete(root.resolve(name));
  }

  /** Turns the files into links into a folder behind a link, as in a mounted ConfigMap. */
  void becomeConfigMap() throws IOException {
    for (String part : PARTS) {
      Path folder = root.resolve(part);
      List<Path> files = files(folder);
      Path first = Files.createDirectory(folder.resolve(version()));
      for (Path file : files) {
        Files.copy(file, first.resolve(file.getFileName()));
      }
      Files.createSymbolicLink(folder.resolve(DATA), first.getFileName());
      for (Path file : files) {
        Path beside = folder.resolve("." + file.getFileName() + ".link");
        Files.createSymbolicLink(beside, Path.of(DATA).resolve(file.getFileName()));
        Files.move(beside, file, ATOMIC_MOVE, REPLACE_EXISTING);
      }
    }
  }

  /**
   * Saves as Kubernetes does: writes the new state beside the old one, moves the link, removes the
   * old one.
   */
  void flip(Map<String, String> changed) throws IOException {
    String version = version();
    List<Path> folders =
        PARTS.stream()
            .filter(part -> changed.keySet().stream().anyMatch(name -> name.startsWith(part + "/")))
            .map(root::resolve)
            .toList();
    for (Path folder : folders) {
      copy(folder.resolve(DATA).toRealPath(), folder.resolve(version));
      for (Map.Entry<String, String> change : changed.entrySet()) {
        Path file = root.resolve(change.getKey());
        if (file.startsWith(folder)) {
          Files.writeString(folder.resolve(version).resolve(file.getFileName()), change.getValue());
        }
      }
      Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(version));
    }
    for (Path folder : folders) {
      Path before = folder.resolve(DATA).toRealPath();
      Files.move(folder.resolve("..data_tmp"), folder.resolve(DATA), ATOMIC_MOVE, REPLACE_EXISTING);
      remove(before);
    }
  }

  private String version() {
    return "..state-" + flips++;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
