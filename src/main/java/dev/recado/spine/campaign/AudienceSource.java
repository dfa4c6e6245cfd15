package dev.recado.spine.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the people of a campaign come from. Each source is a bean; a room above this one adds a
 * source of its own by implementing it.
 */
public interface AudienceSource {

  /**
   * Names the field of {@code audience} that chooses this source.
   *
   * @return for example {@code sql}; the source gets the whole map of {@code audience}
   */
  String name();

  /**
   * Checks an audience without reading its rows, so that a person hears at once what is wrong.
   *
   * @param audience as the person or the flow wrote it
   * @return the columns of its rows besides the phone, as far as they are known
   * @throws UnusableAudienceException if it cannot be read; its message is a sentence in Portuguese
   */
  List<String> check(Map<String, Object> audience);

  /**
   * Reads an audience. The rows are never all in memory.
   *
   * @param audience as it was checked
   * @param rows takes the rows in their order
   * @throws UnusableAudienceException if it cannot be read
   */
  void read(Map<String, Object> audience, Rows rows);

  /** Takes rows. */
  interface Rows {

    /**
     * Takes a row.
     *
     * @param row the next row
     * @return false if no more rows are wanted
     */
    boolean take(AudienceRow row);

    /**
     * Tells whether rows are still wanted. A source that may wait long for its next row asks from
     * another thread meanwhile, and gives up where they are not.
     *
     * @return false once nobody needs them
     */
    default boolean wanted() {
      return true;
    }

    /**
     * Tells how long a source may wait for rows.
     *
     * @param usual what the settings allow
     * @return no longer than that
     */
    default Duration patience(Duration usual) {
      return usual;
    }
  }
}
