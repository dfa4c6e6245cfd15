package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.FileServer;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.TestDownload;
import dev.recado.chat.media.TestFiles;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class MetaMediaTest {

  private static final String TOKEN = "EAAtoken";

  private final FileServer graph = new FileServer();
  private final FileServer cdn = new FileServer();

  @AfterEach
  void close() {
    graph.close();
    cdn.close();
  }

  private Channel channel() {
    return Channel.ofSettings(
        "meta", "Meta", Map.of("graphUrl", graph.url() + "/"), Map.of("accessToken", TOKEN), false);
  }

  private void told(String url, String sha256) {
    String answer =
        """
        {"messaging_product": "whatsapp", "url": "%s", "mime_type": "image/jpeg", "sha256": "%s",
         "file_size": 303833, "id": "1479537139650973"}
        """
            .formatted(url, sha256);
    graph.file(
        "/v23.0/1479537139650973", "application/json", answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private byte[] fetch() throws IOException {
    return TestDownload.fetch(
        new MetaMedia(new SimulatedNumber(new MockEnvironment())),
        channel(),
        "1479537139650973",
        null);
  }

  @Test
  void theIdGivesAnAddressAndTheAddressTheFileBothWithTheToken() throws Exception {
    told(graph.url() + "/file?mid=1", sha256(TestFiles.jpeg()));
    graph.file("/file?mid=1", "image/jpeg", TestFiles.jpeg());
    assertThat(fetch()).isEqualTo(TestFiles.jpeg());
    assertThat(graph.asked())
        .hasSize(2)
        .allSatisfy(
            asked ->
                assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer " + TOKEN));
  }

  @Test
  void eachTryAsksForANewAddress() throws Exception {
    told(graph.url() + "/expired", sha256(TestFiles.jpeg()));
    assertThatThrownBy(this::fetch).isInstanceOf(MediaException.class).hasMessageContaining("404");
    told(graph.url() + "/fresh", sha256(TestFiles.jpeg()));
    graph.file("/fresh", "image/jpeg", TestFiles.jpeg());
    assertThat(fetch()).isEqualTo(TestFiles.jpeg());
  }

  @Test
  void anotherFileThanPromisedIsNone() {
    told(graph.url() + "/file", "0".repeat(64));
    graph.file("/file", "image/jpeg", TestFiles.jpeg());
    assertThatThrownBy(this::fetch).hasMessageContaining("não confere com o SHA-256");
  }

  @Test
  void theTokenDoesNotGoToAStrangersAddress() throws Exception {
    told(cdn.url("cdn.test") + "/file", sha256(TestFiles.jpeg()));
    cdn.file("/file", "image/jpeg", TestFiles.jpeg());
    fetch();
    assertThat(cdn.asked().get(0).headers().toString()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://graph.facebook.com/v23.0/1",
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
        "https://scontent.whatsapp.net/a"
      })
  void metaSeesTheToken(String address) {
    assertThat(MetaMedia.sees(URI.create(address), null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://graph.facebook.com/v23.0/1",
        "https://graph.facebook.com.evil.example/1",
        "https://evilfacebook.com/1",
        "https://graph.facebook.com:8443/1",
        "https://fbsbx.com@evil.example/1"
      })
  void nobodyElseDoes(String address) {
    Server own = Server.of(URI.create("https://proxy.example"));
    assertThat(MetaMedia.sees(URI.create(address), own)).isFalse();
  }

  @Test
  void anIdThatIsNoneIsNoPartOfAnAddress() {
    assertThatThrownBy(
            () ->
                TestDownload.fetch(
                    new MetaMedia(new SimulatedNumber(new MockEnvironment())),
                    channel(),
                    "../me?fields=1",
                    null))
        .isInstanceOf(MediaException.class);
    assertThat(graph.asked()).isEmpty();
  }
}
