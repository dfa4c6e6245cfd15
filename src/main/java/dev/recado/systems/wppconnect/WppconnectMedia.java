package dev.recado.systems.wppconnect;

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
import java.util.Optional;

/**
 * Fetches files from WPPConnect: by the id of the message, or out of the webhook where the server
 * sends files with it ({@code autoDownload}).
 */
final class WppconnectMedia implements MediaSource {

  @Override
  public String provider() {
    return "wppconnect";
  }

  @Override
  public void fetch(Wanted file, Download to) throws IOException {
    Optional<byte[]> webhook = file.inline() ? file.webhook().get() : Optional.empty();
    if (webhook.isPresent()) {
      to.base64(webhook.get(), "body");
      return;
    }
    String id = file.ref();
    if (id == null) {
      throw new MediaException("o WPPConnect não informou a mensagem do arquivo");
    }
    Channel channel = file.channel();
    WppconnectServer server = WppconnectServer.of(channel);
    URI address = URI.create(server.session() + "/get-media-by-message/" + encoded(id));
    Server own = Server.of(address);
    to.base64(
        PublicCall.get(address)
            .own(own)
            .bearer(server.token(), asked -> own != null && own.equals(Server.of(asked))),
        "base64");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
