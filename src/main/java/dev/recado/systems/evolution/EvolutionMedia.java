package dev.recado.systems.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.media.Download;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.MediaSource;
import dev.recado.chat.media.Wanted;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.PublicCall;
import dev.recado.spine.http.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches files from Evolution: by the id of the message, or out of the webhook where the instance
 * sends files with it ({@code webhookBase64}).
 */
final class EvolutionMedia implements MediaSource {

  private final ObjectMapper json;

  EvolutionMedia(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public String provider() {
    return "evolution";
  }

  @Override
  public void fetch(Wanted file, Download to) throws IOException {
    Optional<byte[]> webhook = file.inline() ? file.webhook().get() : Optional.empty();
    if (webhook.isPresent()) {
      to.base64(webhook.get(), "data", "message", "base64");
      return;
    }
    String id = file.ref();
    if (id == null) {
      throw new MediaException("a Evolution não informou a mensagem do arquivo");
    }
    Channel channel = file.channel();
    URI base = URI.create(channel.setting("url").replaceFirst("/+$", ""));
    Server own = Server.of(base);
    String instance =
        URLEncoder.encode(channel.setting("instance"), StandardCharsets.UTF_8).replace("+", "%20");
    URI address = URI.create(base + "/chat/getBase64FromMediaMessage/" + instance);
    to.base64(
        PublicCall.post(address, asking(id))
            .own(own)
            .secret(
                "apikey",
                channel.secret("apiKey").orElse(""),
                asked -> own != null && own.equals(Server.of(asked))),
        "base64");
  }

  private byte[] asking(String id) throws JsonProcessingException {
    return json.writeValueAsBytes(
        Map.of("message", Map.of("key", Map.of("id", id)), "convertToMp4", false));
  }
}
