package dev.recado.systems.wppconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.FileServer;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.TestDownload;
import dev.recado.chat.media.TestFiles;
import dev.recado.spine.channel.Channel;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WppconnectMediaTest {

  private static final String ID = "false_5521976540001@c.us_3EB0IMAGE1";
  private static final String PATH =
      "/api/loja/get-media-by-message/false_5521976540001%40c.us_3EB0IMAGE1";

  private final FileServer server = new FileServer();

  @AfterEach
  void close() {
    server.close();
  }

  private Channel channel() {
    return Channel.ofSettings(
        "wppconnect",
        "WPPConnect",
        Map.of("url", server.url(), "session", "loja"),
        Map.of("token", "loja:$2b$10$tok"),
        false);
  }

  @Test
  void aFileIsAskedForByItsMessage() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(TestFiles.jpeg());
    server.file(
        PATH,
        "application/json",
        TestFiles.text("{\"mimetype\": \"image/jpeg\", \"base64\": \"" + base64 + "\"}"));
    assertThat(TestDownload.fetch(new WppconnectMedia(), channel(), ID, null))
        .isEqualTo(TestFiles.jpeg());
    assertThat(server.asked().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Bearer $2b$10$tok");
  }

  @Test
  void aFileInTheWebhookNeedsNoRequest() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(TestFiles.jpeg());
    byte[] webhook = TestFiles.text("{\"event\": \"onmessage\", \"body\": \"" + base64 + "\"}");
    assertThat(TestDownload.fetch(new WppconnectMedia(), channel(), ID, webhook))
        .isEqualTo(TestFiles.jpeg());
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void anAnswerWithoutAFileIsNone() {
    server.file(PATH, "application/json", TestFiles.text("{\"base64\": null}"));
    assertThatThrownBy(() -> TestDownload.fetch(new WppconnectMedia(), channel(), ID, null))
        .isInstanceOf(MediaException.class)
        .hasMessage("a resposta do provedor não traz o arquivo");
  }
}
