package dev.recado.systems.waha;

import dev.recado.chat.media.Download;
import dev.recado.chat.media.MediaException;
import dev.recado.chat.media.MediaSource;
import dev.recado.chat.media.Wanted;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.http.PublicCall;
import dev.recado.spine.http.Server;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files from WAHA.
 *
 * <p>WAHA reports a file under the address that it believes to have, such as {@code
 * http://localhost:3000/api/files/…}. The hub knows it under the channel's own address. A file that
 * WAHA keeps in a bucket is elsewhere: the hub fetches it there, without the key.
 */
final class WahaMedia implements MediaSource {

  private static final String FILES = "/api/files/";

  private final Channels channels;

  WahaMedia(Channels channels) {
    this.channels = channels;
  }

  @Override
  public String provider() {
    return WahaProvider.NAME;
  }

  @Override
  public void fetch(Wanted file, Download to) throws IOException {
    if (!(channels.link(file.channel()) instanceof WahaLink link)) {
      throw new MediaException("o canal está desligado");
    }
    WahaServer.Place waha = link.server().place();
    URI address = address(file.place(), waha.url());
    Server own = Server.of(waha.url());
    PublicCall call = PublicCall.get(address).own(own);
    to.file(
        waha.key().isEmpty()
            ? call
            : call.secret(WahaServer.KEY, waha.key(), asked -> isOf(asked, own)));
  }

  /** The key opens files only, whatever else the webhook names of this server. */
  private static boolean isOf(URI asked, @Nullable Server own) {
    return own != null
        && own.equals(Server.of(asked))
        && String.valueOf(asked.getRawPath()).contains(FILES);
  }

  /**
   * Maps what WAHA says to where the hub reaches it.
   *
   * @param told by WAHA, also only a path
   * @param waha where the channel's WAHA is, without a slash at its end
   */
  static URI address(String told, URI waha) throws MediaException {
    try {
      URI address = URI.create(told);
      String path = address.getRawPath();
      int files = path == null ? -1 : path.indexOf(FILES);
      if (files < 0) {
        return address;
      }
      String plain = String.valueOf(address.getPath());
      if (plain.contains("/../") || plain.endsWith("/..") || plain.contains("\\")) {
        throw new MediaException("o WAHA informou um endereço que sai da pasta dos arquivos");
      }
      String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
      return URI.create(waha + path.substring(files) + query);
    } catch (IllegalArgumentException e) {
      throw new MediaException("o WAHA informou um endereço de arquivo inválido");
    }
  }
}
