package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkLintTest {

  @Test
  void aLinkOutOfTheFolderIsAnErrorThatTellsNothingOfItsContent(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("shadow"), "root: secret");
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Files.createDirectories(routes.resolve("sources"));
    Files.createSymbolicLink(routes.resolve("sources/sl.yaml"), Path.of("../../shadow"));
    assertThat(Lint.ofTheHub().check(RouteFolder.at(routes).read()))
        .filteredOn(finding -> finding.file().equals("sources/sl.yaml"))
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .contains("R037", "a link that leads out of the routes folder")
        .doesNotContain("root");
  }
}
