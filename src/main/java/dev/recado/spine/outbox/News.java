package dev.recado.spine.outbox;

import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.StableId;
import java.nio.charset.StandardCharsets;

/**
 * What a message tells of a thing that may be told of again.
 *
 * <p>It goes out only where the last message about the same thing told something else: an amount
 * that changes and changes back is told three times, and the same amount not twice in a row.
 *
 * @param about the thing, for example {@code whatsapp-template invoice 35}
 * @param facts a hash of what is told of it, for the facts are personal data
 */
public record News(String about, String facts) {

  /** Takes any name for the thing; it becomes fit for a key. */
  public News {
    about = StorableText.key(about);
  }

  /**
   * Makes one.
   *
   * @param about the thing
   * @param facts what is told of it, in any form in which the same facts read the same
   * @return with the facts as a hash
   */
  public static News of(String about, String facts) {
    return new News(about, StableId.hash(facts.getBytes(StandardCharsets.UTF_8)));
  }
}
