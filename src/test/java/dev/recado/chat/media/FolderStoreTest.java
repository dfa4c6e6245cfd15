package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends MediaStoreContract {

  @TempDir Path root = Path.of("");

  private final CamelContext camel = new DefaultCamelContext();
  private Path folder = Path.of("");
  private FolderStore store;

  @BeforeEach
  void start() {
    camel.start();
    // Signs that mean something in the address of an endpoint.
    folder = root.resolve("arquivos & mídia?#%20+");
    store = new FolderStore(camel, folder);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Override
  MediaStore store() {
    return store;
  }

  @Test
  void nothingButTheFileLiesInTheFolder() throws IOException {
    UUID id = UUID.randomUUID();
    store.put(id, Files.write(root.resolve("a"), new byte[] {1}), 1, "image/jpeg");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactly(id.toString());
    }
    assertThat(Files.exists(root.resolve("a"))).as("the temporary file is its owner's").isTrue();
  }
}
