package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The intents of one state of the routes in a temporary folder, because the hub's beans read them
 * from files at their start.
 */
final class IntentFolder implements Closeable {

  private static final String INTENTS = "intents/**";

  private final Path path;
  private final RouteFiles files;

  private IntentFolder(Path path, RouteFiles files) {
    this.path = path;
    this.files = files;
  }

  static IntentFolder of(RouteFiles files) throws IOException {
    Path path = Files.createTempDirectory("recado-intents-");
    for (String name : files.names(INTENTS)) {
      Path file = path.resolve(name);
      Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
      Files.write(file, files.bytes(name).orElseThrow());
    }
    return new IntentFolder(path, files);
  }

  Path path() {
    return path;
  }

  boolean holds(RouteFiles others) {
    List<String> names = others.names(INTENTS);
    return names.equals(files.names(INTENTS))
        && others.differences(files).stream().noneMatch(names::contains);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
