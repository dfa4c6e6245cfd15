package dev.recado.chat.media;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.TestPublicHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fetches a file by a provider's source, for the tests of the providers. */
public final class TestDownload {

  private TestDownload() {}

  /**
   * Fetches a file.
   *
   * @param source of the provider
   * @param channel with its settings
   * @param ref as the webhook gave it
   * @param webhook with the bytes in it, or null
   * @return the bytes
   */
  public static byte[] fetch(
      MediaSource source, Channel channel, @Nullable String ref, byte @Nullable [] webhook)
      throws IOException {
    Path folder = Files.createTempDirectory("media-test");
    Wanted file =
        new Wanted(
            UUID.randomUUID(),
            channel,
            ref,
            null,
            webhook != null,
            () -> Optional.ofNullable(webhook));
    try (Download download =
        new Download(TestPublicHttp.of("files.test", "cdn.test"), 30 << 20, folder)) {
      source.fetch(file, download);
      return Files.readAllBytes(download.path());
    } finally {
      Files.delete(folder);
    }
  }
}
