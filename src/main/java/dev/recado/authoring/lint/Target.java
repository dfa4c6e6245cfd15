package dev.recado.authoring.lint;

import dev.recado.spine.camel.RouteFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The meaning of a PATH of the command line.
 *
 * @param root the routes folder, as the user wrote it
 * @param wanted selects the files that the user asked for
 */
record Target(Path root, Predicate<String> wanted) {

  /** A folder that contains one of these is a routes folder. */
  private static final Set<String> SIGNS =
      Set.of(
          "flows", "kamelets", "connectors", "configurations", "sources", "templates", "intents");

  static Optional<Target> of(Path path) {
    if (Files.isDirectory(path)
        && SIGNS.stream().anyMatch(s -> Files.isDirectory(path.resolve(s)))) {
      return Optional.of(new Target(path, name -> true));
    }
    Path absolute = path.toAbsolutePath().normalize();
    for (Path part = absolute; part != null; part = part.getParent()) {
      Path folder = part.getParent();
      boolean known =
          part.getFileName() != null
              && RouteFolder.PARTS.contains(part.getFileName().toString())
              && Files.isDirectory(part);
      if (known && folder != null) {
        String name = folder.relativize(absolute).toString().replace('\\', '/');
        return Optional.of(
            new Target(
                written(path, absolute, folder), n -> n.equals(name) || n.startsWith(name + "/")));
      }
    }
    return Optional.empty();
  }

  /** The folder as the user wrote it: the written path without the part inside the folder. */
  private static Path written(Path path, Path absolute, Path folder) {
    Path shortest = path.normalize();
    int below = absolute.getNameCount() - folder.getNameCount();
    if (shortest.getNameCount() <= below && !path.isAbsolute()) {
      return shortest.getNameCount() == below ? Path.of("") : folder;
    }
    Path here = shortest;
    for (int i = 0; here != null && i < below; i++) {
      here = here.getParent();
    }
    return here == null ? folder : here;
  }

  /** The path of a file, based on the path that the user wrote. */
  String shown(String file) {
    Path path = root.resolve(file);
    boolean own = Files.exists(path);
    String text = path.toString().replace('\\', '/');
    // If the folder lacks a part, the hub takes the jar's copy.
    return own ? (text.startsWith("./") ? text.substring(2) : text) : "jar:routes/" + file;
  }
}
