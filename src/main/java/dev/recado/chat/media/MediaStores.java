package dev.recado.chat.media;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All stores with settings: the one that takes files, and those that files may be in from before.
 */
final class MediaStores {

  private final Map<String, MediaStore> stores;
  private final String chosen;

  MediaStores(List<MediaStore> stores, String chosen) {
    this.stores = stores.stream().collect(Collectors.toMap(MediaStore::name, Function.identity()));
    this.chosen = chosen;
    if (!this.stores.containsKey(chosen)) {
      throw new IllegalStateException("There is no store '" + chosen + "' for files");
    }
  }

  MediaStore chosen() {
    return java.util.Objects.requireNonNull(stores.get(chosen));
  }

  /**
   * Finds the store of a file.
   *
   * @throws IOException if its settings are gone
   */
  MediaStore named(String name) throws IOException {
    MediaStore store = stores.get(name);
    if (store == null) {
      throw new IOException("The settings of the store '" + name + "' are missing");
    }
    return store;
  }
}
