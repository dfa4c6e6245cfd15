package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.JavaPackage;

/**
 * Compares the rooms of the code with docs/architecture.md, which lists them from top to bottom.
 */
class RoomsTest {

  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final Path CODE = Path.of("src/main/java/dev/recado");
  private static final Pattern WING = Pattern.compile("## ([a-z]+)");
  private static final Pattern ROOM = Pattern.compile("\\| `([a-z]+)` \\| (.+) \\|");
  private static final Pattern BOX = Pattern.compile("│ ([a-z]+) +([a-z ]+[a-z]) +│");
  private static final Pattern PACKAGE = Pattern.compile("dev\\.recado\\.([a-z]+\\.[a-z]+)");

  /** A room is a module; the wing around it is not. */
  public static final class InWings implements ApplicationModuleDetectionStrategy {

    @Override
    public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
      return root.getDirectSubPackages().stream()
          .flatMap(wing -> wing.getDirectSubPackages().stream());
    }
  }

  @Test
  void nobodyReachesIntoTheInsideOfARoom() {
    System.setProperty("spring.modulith.detection-strategy", InWings.class.getName());
    ApplicationModules modules = ApplicationModules.of(RecadoApplication.class);
    assertThat(modules.stream().map(module -> room(module.getBasePackage().getName())))
        .as("Spring Modulith sees the rooms")
        .containsAll(rooms().keySet());
    modules.verify();
  }

  @Test
  void thePageNamesTheRoomsThereAre() throws IOException {
    try (Stream<Path> files = Files.walk(CODE)) {
      List<String> rooms =
          files
              .filter(file -> file.endsWith("package-info.java"))
              .map(file -> CODE.relativize(file.getParent()).toString().replace('/', '.'))
              .filter(room -> !room.isEmpty())
              .toList();
      assertThat(rooms).containsExactlyInAnyOrderElementsOf(rooms().keySet());
    }
  }

  @Test
  void thePictureShowsTheRoomsThatThePageLists() {
    List<String> shown = new ArrayList<>();
    for (String line : read(PAGE).lines().toList()) {
      Matcher box = BOX.matcher(line);
      if (box.matches()) {
        Stream.of(box.group(2).split(" "))
            .map(room -> box.group(1) + "." + room)
            .forEach(shown::add);
      }
    }
    assertThat(shown).containsExactlyElementsOf(rooms().keySet());
  }

  @Test
  void theBoxesOfThePictureAreOfOneWidth() {
    assertThat(read(PAGE).lines().filter(line -> line.matches("[┌│└].*")).map(String::length))
        .hasSizeGreaterThan(20)
        .containsOnly(106);
  }

  @Test
  void thePageSaysOfEachRoomWhatItsPackageSays() {
    assertThat(rooms()).allSatisfy((room, says) -> assertThat(sentence(room)).isEqualTo(says));
  }

  @Test
  void arrowsGoDownThePage() {
    List<String> order = new ArrayList<>(rooms().keySet());
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.recado");
    TreeSet<String> up = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        int from = order.indexOf(room(type.getPackageName()));
        int to = order.indexOf(room(use.getTargetClass().getPackageName()));
        if (from >= 0 && to >= 0 && to < from) {
          up.add(type.getName() + " uses " + use.getTargetClass().getName());
        }
      }
    }
    assertThat(up).as("uses of rooms that stand further up in %s", PAGE).isEmpty();
  }

  private static String room(String packageName) {
    Matcher matcher = PACKAGE.matcher(packageName);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The rooms from top to bottom, each with its sentence. */
  static Map<String, String> rooms() {
    Map<String, String> rooms = new LinkedHashMap<>();
    String wing = "";
    for (String line : read(PAGE).lines().toList()) {
      Matcher heading = WING.matcher(line);
      Matcher row = ROOM.matcher(line);
      if (heading.matches()) {
        wing = heading.group(1);
      } else if (row.matches()) {
        rooms.put(wing + "." + row.group(1), row.group(2));
      }
    }
    return rooms;
  }

  private static String sentence(String room) {
    String source = read(CODE.resolve(room.replace('.', '/')).resolve("package-info.java"));
    String comment = source.substring(source.indexOf("/**") + 3, source.indexOf("*/"));
    return comment
        .replaceAll("\\n \\*", " ")
        .replaceAll("\\{@code ([^}]+)}", "`$1`")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
