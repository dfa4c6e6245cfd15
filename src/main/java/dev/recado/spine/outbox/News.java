package dev.recado.spine.outbox;

import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.StableId;
import java.nio.charset.StandardCharsets;

/**
 * The news of a message: a thing, and the facts that the message tells about it.
 *
 * <p>The message goes out only if the last message about the same thing told other facts. If an
 * amount changes and changes back, there are three messages; the same amount is not told twice in a
 * row.
 *
 * @param about the thing, for example {@code whatsapp-template invoice 35}
 * @param facts a hash of the facts about it, because the facts are personal data
 */
public record News(String about, String facts) {

  /** Accepts any name for the thing, and turns it into a valid key. */
  public News {
    about = StorableText.key(about);
  }

  /**
   * Makes one.
   *
   * @param about the thing
   * @param facts the facts about it, in a form that is equal for equal facts
   * @return the news with the facts as a hash
   */
  public static News of(String about, String facts) {
    return new News(about, StableId.hash(facts.getBytes(StandardCharsets.UTF_8)));
  }
}
