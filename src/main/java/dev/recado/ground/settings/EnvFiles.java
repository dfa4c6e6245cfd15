package dev.recado.ground.settings;

import dev.recado.ground.launch.PackedJar;
import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Adds the settings of a {@code .env} file; the real environment has precedence.
 *
 * <p>The file is the one in the working directory, or else the one beside the jar. {@code
 * RECADO_ENV_FILE} names another file, or {@code none}.
 */
class EnvFiles implements EnvironmentPostProcessor, Ordered {

  /** The variable that names the file. */
  static final String VARIABLE = "RECADO_ENV_FILE";

  /**
   * Spring Boot treats a source with this suffix as environment variables: {@code RECADO_FLOW_X}.
   */
  static final String SOURCE =
      ".env-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private static final String NONE = "none";
  private static final String NAME = ".env";

  /** Runs before application.yaml is looked for, because the file may say where that is. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 7;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    addTo(environment);
  }

  /** Adds the settings of the file that the variable names, or of the one that is found. */
  static void addTo(ConfigurableEnvironment environment) {
    String named = environment.getProperty(VARIABLE, "");
    if (!named.isBlank()) {
      if (!named.strip().equals(NONE)) {
        add(environment, Path.of(named.strip()));
      }
      return;
    }
    found(places()).ifPresent(file -> add(environment, file));
  }

  private static List<Path> places() {
    Path work = Path.of("");
    return Stream.concat(Stream.of(work), jar().stream())
        .map(place -> place.resolve(NAME))
        .toList();
  }

  /** The folder of the packed jar; empty when compiled classes run directly. */
  private static Optional<Path> jar() {
    return Optional.ofNullable(new ApplicationHome(EnvFiles.class).getSource())
        .filter(java.io.File::isFile)
        .map(jar -> PackedJar.home(jar.toPath()));
  }

  /** The first file that exists. */
  static Optional<Path> found(List<Path> places) {
    return places.stream().filter(place -> Files.isRegularFile(place)).findFirst();
  }

  /** Adds the settings of a file. */
  static void add(ConfigurableEnvironment environment, Path file) {
    MutablePropertySources sources = environment.getPropertySources();
    Map<String, Object> values = Map.copyOf(read(file));
    SystemEnvironmentPropertySource source = new Source(file, values);
    if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
      sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
    } else {
      sources.addLast(source);
    }
  }

  /** The settings of one file, and its path. */
  static final class Source extends SystemEnvironmentPropertySource {

    private final Path file;

    Source(Path file, Map<String, Object> values) {
      super(SOURCE, values);
      this.file = file;
    }

    Path file() {
      return file;
    }
  }

  private static Map<String, String> read(Path file) {
    try {
      trusted(file);
      EnvFile read = EnvFile.of(Files.readString(file));
      if (!read.unreadable().isEmpty()) {
        throw new StartupProblem(
            "%s has lines that set nothing: %s.".formatted(file, read.unreadable()),
            "Write NAME=value, put # before a comment, and close each quote.");
      }
      return read.values();
    } catch (CharacterCodingException e) {
      throw new StartupProblem(file + " is not in UTF-8.", "Save it as UTF-8.", e);
    } catch (IOException e) {
      throw new StartupProblem(
          file + " cannot be read.",
          "Make it readable for this user, or set " + VARIABLE + " to another file or to none.",
          e);
    }
  }

  /** Refuses a file of others: it decides whom the hub sends to, and with which secrets. */
  private static void trusted(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!ours(file) || !ours(real)) {
      throw new StartupProblem(
          file
              + " belongs to another user, or links to a file that does, so the hub does not read it.",
          "Make it your own (chown), or set " + VARIABLE + " to another file or to none.");
    }
    if (Files.getFileStore(real).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new StartupProblem(
          "Anybody on this machine can write " + file + ", so the hub does not read it.",
          "Close it to others: chmod 600 " + file);
    }
  }

  /** Owned by this user or root; for a link, the owner of the link counts. */
  private static boolean ours(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return true;
    }
    Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    long me = new com.sun.security.auth.module.UnixSystem().getUid();
    return owner.equals(0) || ((Integer) owner).longValue() == me;
  }
}
