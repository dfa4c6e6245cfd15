package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.chat.media.Download;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.MediaSource;
import dev.recado.chat.media.Wanted;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.PublicCall;
import dev.recado.spine.http.Server;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files from Meta in two steps: the id gives an address that is valid for five minutes, and
 * the address gives the file. Each try asks for a new address.
 */
final class MetaMedia implements MediaSource {

  /** It becomes a part of an address. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_.-]{1,100}");

  /** Graph itself, and where Meta keeps files. */
  private static final List<String> HOSTS =
      List.of("facebook.com", "fbsbx.com", "fbcdn.net", "whatsapp.net", "whatsapp.com");

  private final SimulatedNumber numbers;

  MetaMedia(SimulatedNumber numbers) {
    this.numbers = numbers;
  }

  @Override
  public String provider() {
    return "meta";
  }

  @Override
  public void fetch(Wanted file, Download to) throws IOException {
    Channel channel = file.channel();
    String id = String.valueOf(file.ref());
    if (!ID.matcher(id).matches()) {
      throw new MediaException("a Meta não informou o id do arquivo");
    }
    String token = channel.secret("accessToken").orElse("");
    Graph graph = numbers.graph(channel);
    Server own = Server.of(graph.at(id));
    JsonNode told =
        to.json(PublicCall.get(graph.at(id)).own(own).bearer(token, asked -> sees(asked, own)));
    to.file(
        PublicCall.get(address(told.path("url").asText("")))
            .own(own)
            .bearer(token, asked -> sees(asked, own)));
    to.expect(told.path("sha256").asText(null));
  }

  private static URI address(String url) throws MediaException {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new MediaException("a Meta informou um endereço de arquivo inválido");
    }
  }

  /** The token goes to Meta, encrypted, and to the address that the channel itself names. */
  static boolean sees(URI asked, @Nullable Server own) {
    Server server = Server.of(asked);
    if (server == null) {
      return false;
    }
    boolean meta =
        server.scheme().equals("https")
            && server.port() == 443
            && HOSTS.stream()
                .anyMatch(host -> server.host().equals(host) || server.host().endsWith("." + host));
    return meta || server.equals(own);
  }
}
