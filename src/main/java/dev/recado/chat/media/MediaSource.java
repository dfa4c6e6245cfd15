package dev.recado.chat.media;

import java.io.IOException;

/** How the files of one provider are fetched; each provider with files has one bean. */
public interface MediaSource {

  /**
   * Names the provider.
   *
   * @return its name, as channels have it
   */
  String provider();

  /**
   * Fetches one file with as many requests as it takes. It may be called again for the same file.
   *
   * @param file what is known of the file
   * @param to makes the requests, with the hub's limits, and takes the bytes
   * @throws IOException where the file cannot be had now; a {@link MediaException} says why in
   *     Portuguese
   */
  void fetch(Wanted file, Download to) throws IOException;
}
