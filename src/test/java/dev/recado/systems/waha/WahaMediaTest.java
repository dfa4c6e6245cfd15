package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.FileServer;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.TestDownload;
import dev.recado.chat.media.TestFiles;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.RefusedAddressException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WahaMediaTest {

  private final FileServer waha = new FileServer();
  private final FileServer other = new FileServer();

  @AfterEach
  void close() {
    waha.close();
    other.close();
  }

  private byte[] fetch(String ref) throws IOException {
    Channel channel =
        Channel.ofSettings("waha", "WAHA", Map.of("session", "default"), Map.of(), false);
    WahaServer server = new WahaServer(() -> new WahaServer.Place(URI.create(waha.url()), "chave"));
    WahaCalls calls =
        new WahaCalls(
            HttpClients.createDefault(),
            new ObjectMapper(),
            server,
            "default",
            new KeyWatch(Clock.systemUTC()));
    WahaLink link =
        new WahaLink(
            server,
            "default",
            calls,
            new WahaMessageIds(calls, Runnable::run, 1, Clock.systemUTC()),
            new KeyWatch(Clock.systemUTC()),
            () -> null);
    return TestDownload.fetch(
        new WahaMedia(new TestChannels().with(channel, link)), channel, ref, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:3000", "http://waha:3000", "https://waha.example.com/gw", ""})
  void aFileIsFetchedFromTheChannelsWahaWithTheKey(String base) throws IOException {
    waha.file("/api/files/default/3EB0.jpeg", "image/jpeg", TestFiles.jpeg());
    assertThat(fetch(base + "/api/files/default/3EB0.jpeg")).isEqualTo(TestFiles.jpeg());
    assertThat(waha.asked().get(0).headers().getFirst("X-Api-Key")).isEqualTo("chave");
  }

  @Test
  void theKeyOpensFilesOnly() throws IOException {
    waha.file("/api/sessions", "image/jpeg", TestFiles.jpeg());
    fetch(waha.url() + "/api/sessions");
    assertThat(waha.asked().get(0).headers()).doesNotContainKey("X-Api-Key");
  }

  @Test
  void aFileInABucketIsFetchedThereWithoutTheKey() throws IOException {
    other.file("/bucket/a.jpeg?sig=1", "image/jpeg", TestFiles.jpeg());
    assertThat(fetch(other.url("cdn.test") + "/bucket/a.jpeg?sig=1")).isEqualTo(TestFiles.jpeg());
    assertThat(other.asked().get(0).headers()).doesNotContainKey("X-Api-Key");
  }

  @Test
  void wahaCannotSendTheHubToAnotherPrivateServer() {
    waha.redirect("/api/files/a", other.url() + "/a");
    other.file("/a", "image/jpeg", TestFiles.jpeg());
    assertThatThrownBy(() -> fetch("/api/files/a")).isInstanceOf(RefusedAddressException.class);
    assertThatThrownBy(() -> fetch(other.url() + "/a")).isInstanceOf(RefusedAddressException.class);
    assertThat(other.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://waha:3000/api/files/../sessions",
        "http://waha:3000/api/files/%2e%2e/sessions",
        "http://waha:3000/api/files/a b"
      })
  void anAddressThatLeavesTheFolderOfFilesIsRefused(String told) {
    assertThatThrownBy(() -> WahaMedia.address(told, URI.create("http://w:3000")))
        .isInstanceOf(MediaException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000/api/files/x?a=1, https://gw.example/waha, https://gw.example/waha/api/files/x?a=1",
    "http://127.0.0.1:8080/simulator/api/files/x, http://127.0.0.1:8080/simulator, http://127.0.0.1:8080/simulator/api/files/x",
    "https://s3.example/b/x?sig=1, http://w:3000, https://s3.example/b/x?sig=1"
  })
  void whatWahaSaysIsMappedToWhereTheHubReachesIt(String told, String waha, String address)
      throws MediaException {
    assertThat(WahaMedia.address(told, URI.create(waha))).hasToString(address);
  }
}
