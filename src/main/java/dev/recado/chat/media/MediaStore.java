package dev.recado.chat.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;

/** Where the bytes of files are kept. */
interface MediaStore {

  /** The name that a row of the table keeps. */
  String name();

  /**
   * Keeps a file; the same file again replaces it.
   *
   * @throws IOException where the store does not take it now
   */
  void put(UUID id, Path file, long size, String type) throws IOException;

  /**
   * Opens a file.
   *
   * @param from the first byte that is wanted
   * @param size the length of the whole file
   * @throws IOException where the store does not have it, or does not answer
   */
  InputStream open(UUID id, long from, long size) throws IOException;

  /** Deletes a file; one that is not there is no failure. */
  void delete(UUID id) throws IOException;
}
