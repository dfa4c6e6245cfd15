package dev.recado.chat.media;

import dev.recado.spine.channel.Channel;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that the hub does not have yet.
 *
 * @param id of the file
 * @param channel by which its message came, as it is now
 * @param ref what the provider needs to find it, or null
 * @param url where it is, or null
 * @param inline whether the webhook holds its bytes
 * @param webhook gives the webhook as it came; empty if it is gone
 */
public record Wanted(
    UUID id,
    Channel channel,
    @Nullable String ref,
    @Nullable String url,
    boolean inline,
    Supplier<Optional<byte[]>> webhook) {

  /**
   * Gives where the file is.
   *
   * @return the address, else the reference
   * @throws MediaException if there is neither
   */
  public String place() throws MediaException {
    String place = url == null ? ref : url;
    if (place == null) {
      throw new MediaException("o provedor não disse onde está o arquivo");
    }
    return place;
  }

  /** Leaves out where the file is: the address may be a key by itself. */
  @Override
  public String toString() {
    return "Wanted[" + id + "]";
  }
}
