package dev.recado.systems.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.FileServer;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.TestDownload;
import dev.recado.chat.media.TestFiles;
import dev.recado.spine.channel.Channel;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvolutionMediaTest {

  private static final String PATH = "/chat/getBase64FromMediaMessage/loja";

  private final EvolutionMedia source = new EvolutionMedia(new ObjectMapper());
  private final FileServer server = new FileServer();

  @AfterEach
  void close() {
    server.close();
  }

  private Channel channel() {
    return Channel.ofSettings(
        "evolution",
        "Evolution",
        Map.of("url", server.url(), "instance", "loja"),
        Map.of("apiKey", "chave"),
        false);
  }

  private void answers(String json) {
    server.file(PATH, "application/json", TestFiles.text(json));
  }

  @Test
  void aFileIsAskedForByItsMessage() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(TestFiles.voice());
    answers("{\"size\": {\"fileLength\": {\"low\": 1}}, \"base64\": \"" + base64 + "\"}");
    assertThat(TestDownload.fetch(source, channel(), "3EB0IMAGE1", null))
        .isEqualTo(TestFiles.voice());
    FileServer.Asked asked = server.asked().get(0);
    assertThat(asked.headers().getFirst("apikey")).isEqualTo("chave");
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(new ObjectMapper().readTree(asked.body()).at("/message/key/id").asText())
        .isEqualTo("3EB0IMAGE1");
  }

  @Test
  void aFileInTheWebhookNeedsNoRequest() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(TestFiles.jpeg());
    byte[] webhook =
        TestFiles.text(
            "{\"data\": {\"key\": {\"id\": \"1\"}, \"message\": {\"imageMessage\": {\"base64\": 1}, \"base64\": \""
                + base64
                + "\"}}}");
    assertThat(TestDownload.fetch(source, channel(), "1", webhook)).isEqualTo(TestFiles.jpeg());
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aLargeFileIsDecodedOnItsWay() throws IOException {
    byte[] large = new byte[25 << 20];
    new Random(1).nextBytes(large);
    answers("{\"base64\": \"" + Base64.getEncoder().encodeToString(large) + "\"}");
    assertThat(TestDownload.fetch(source, channel(), "1", null)).isEqualTo(large);
  }

  @Test
  void anAnswerThatIsNoBase64IsNoFile() {
    answers("{\"base64\": \"não é\"}");
    assertThatThrownBy(() -> TestDownload.fetch(source, channel(), "1", null))
        .isInstanceOf(MediaException.class)
        .hasMessageNotContaining("não é\"");
  }
}
