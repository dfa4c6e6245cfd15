package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KaotoCatalogueTest {

  private static void file(Path folder, String name, String json) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), json);
  }

  private static JsonNode json(Path folder, String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  @Test
  void aPublishedCatalogueGetsTheKameletsAndTheComponentBelowThem(@TempDir Path folder)
      throws IOException {
    file(
        folder,
        "index.json",
        """
        {"definitions": [{"name": "Camel Main", "fileName": "main/index-1.json"}]}
        """);
    file(
        folder,
        "main/index-1.json",
        """
        {"catalogs": {"kamelets": {"file": "kamelets-1.json"}, "components": {"file": "components-1.json"}}}
        """);
    file(folder, "main/kamelets-1.json", "{\"aws-s3-sink\": {}}");
    file(folder, "main/components-1.json", "{\"log\": {}}");

    var kamelets = KameletShape.all(RouteFolder.at(Path.of("routes")).read());
    assertThat(KaotoCatalogue.addTo(folder, kamelets)).containsExactly("Camel Main");

    assertThat(json(folder, "main/kamelets-1.json").fieldNames())
        .toIterable()
        .contains("aws-s3-sink", "whatsapp-text");
    JsonNode components = json(folder, "main/components-1.json");
    assertThat(components.fieldNames()).toIterable().containsExactly("log", "effect");
    assertThat(components.at("/effect/propertiesSchema/properties").fieldNames())
        .toIterable()
        .contains("kind", "to", "text");
  }
}
