package dev.recado.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class FolderWatchTest {

  private static final String FILE = "flows/a.camel.yaml";

  private final Path folder;
  private final List<RouteFiles> taken = new ArrayList<>();

  FolderWatchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private FolderWatch watch() throws IOException {
    for (String part : RouteFolder.PARTS) {
      Files.createDirectories(folder.resolve(part));
    }
    return new FolderWatch(RouteFolder.at(folder), taken::add);
  }

  private void save(String text) throws IOException {
    Files.writeString(folder.resolve(FILE), text);
  }

  private String last() {
    return taken.get(taken.size() - 1).text(FILE);
  }

  @Test
  void aFileIsReadOnceItIsStable() throws IOException {
    FolderWatch watch = watch();
    save("one");
    watch.look();
    assertThat(taken).isEmpty();
    watch.look();
    watch.look();
    assertThat(taken).hasSize(1);
    assertThat(last()).isEqualTo("one");
  }

  @Test
  void aHalfWrittenFileIsNotRead() throws IOException {
    FolderWatch watch = watch();
    save("one");
    watch.look();
    save("");
    watch.look();
    save("one and two");
    watch.look();
    assertThat(taken).isEmpty();
    watch.look();
    assertThat(taken).hasSize(1);
    assertThat(last()).isEqualTo("one and two");
  }

  @Test
  void aFileThatIsMovedOverAnotherIsSeen() throws IOException {
    FolderWatch watch = watch();
    save("one");
    watch.look();
    watch.look();
    Path beside = folder.resolve("flows/.a.camel.yaml.swp");
    Files.writeString(beside, "two");
    watch.look();
    Files.move(beside, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    watch.look();
    watch.look();
    assertThat(last()).isEqualTo("two");
    assertThat(taken)
        .allSatisfy(files -> assertThat(files.names("flows/**")).containsExactly(FILE));
  }

  @Test
  void theReplacedLinkOfAMountedConfigMapIsNoticed() throws IOException {
    for (String version : List.of("one", "two")) {
      Path data = folder.resolve("flows/..2026_" + version);
      Files.createDirectories(data);
      Files.writeString(data.resolve("a.camel.yaml"), version);
    }
    Path link = folder.resolve("flows/..data");
    Files.createSymbolicLink(link, Path.of("..2026_one"));
    Files.createSymbolicLink(folder.resolve(FILE), Path.of("..data/a.camel.yaml"));
    FolderWatch watch = watch();
    watch.look();
    watch.look();
    assertThat(last()).isEqualTo("one");

    Path next = folder.resolve("flows/..data_tmp");
    Files.createSymbolicLink(next, Path.of("..2026_two"));
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    FileSystemUtils.deleteRecursively(folder.resolve("flows/..2026_one"));
    watch.look();
    watch.look();
    assertThat(last()).isEqualTo("two");
    assertThat(taken)
        .allSatisfy(files -> assertThat(files.names("flows/**")).containsExactly(FILE));
  }

  @Test
  void aFolderThatVanishesForAMomentIsWaitedFor() throws IOException {
    FolderWatch watch = watch();
    save("one");
    watch.look();
    watch.look();
    Files.move(folder.resolve("flows"), folder.resolve("elsewhere"));
    watch.look();
    watch.look();
    assertThat(taken).hasSize(1);
    Files.move(folder.resolve("elsewhere"), folder.resolve("flows"));
    save("two");
    watch.look();
    watch.look();
    assertThat(last()).isEqualTo("two");
  }

  @Test
  void aSaveThatCannotBeLoadedDoesNotEndTheWatch() throws IOException {
    for (String part : RouteFolder.PARTS) {
      Files.createDirectories(folder.resolve(part));
    }
    FolderWatch watch =
        new FolderWatch(
            RouteFolder.at(folder),
            files -> {
              taken.add(files);
              throw new IllegalStateException("for a test");
            });
    save("one");
    watch.look();
    watch.look();
    save("one and two");
    watch.look();
    watch.look();
    assertThat(taken).hasSize(2);
  }
}
