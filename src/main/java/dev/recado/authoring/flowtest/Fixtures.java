package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads the files beside the tests that cases name. */
final class Fixtures {

  private Fixtures() {}

  /** Reads a file whose path is relative to {@code tests/}. */
  static byte[] read(Part path, RouteFiles files) {
    String name = TestFile.FOLDER + inside(path);
    return files
        .bytes(name)
        .orElseThrow(
            () -> {
              List<String> there =
                  files.names("tests/fixtures/**").stream()
                      .map(file -> file.substring(TestFile.FOLDER.length()))
                      .toList();
              return path.wrong("There is no file routes/" + name + Known.hint(path.text(), there));
            });
  }

  /** Makes the path clean, as it is in names below {@code tests/}. */
  static String inside(Part path) {
    try {
      Path given = Path.of(path.text()).normalize();
      if (given.isAbsolute() || given.startsWith("..") || given.toString().isEmpty()) {
        throw path.wrong("'" + path.text() + "' is not below routes/tests/");
      }
      return given.toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      throw path.wrong("'" + path.text() + "' is no path");
    }
  }
}
