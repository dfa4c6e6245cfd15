package dev.recado.systems.twilio;

import dev.recado.chat.media.Download;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.MediaSource;
import dev.recado.chat.media.Wanted;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.PublicCall;
import dev.recado.spine.http.Server;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/**
 * Fetches files from Twilio, which redirects to a server of its own that must not see the token.
 */
final class TwilioMedia implements MediaSource {

  private static final Server API = new Server("https", "api.twilio.com", 443);

  @Override
  public String provider() {
    return "twilio";
  }

  @Override
  public void fetch(Wanted file, Download to) throws IOException {
    Channel channel = file.channel();
    URI address = address(file.place());
    String api = channel.setting("apiUrl");
    Server own = api.isEmpty() ? API : Objects.requireNonNullElse(Server.of(URI.create(api)), API);
    PublicCall call = PublicCall.get(address).own(own);
    to.file(
        call.basic(
            channel.setting("accountSid"),
            channel.secret("authToken").orElse(""),
            asked -> {
              Server server = Server.of(asked);
              return API.equals(server) || own.equals(server);
            }));
  }

  private static URI address(String url) throws MediaException {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new MediaException("o Twilio informou um endereço de arquivo inválido");
    }
  }
}
