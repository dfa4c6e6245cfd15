package dev.recado.spine.intake;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Window;
import java.util.List;

/**
 * Turns the bytes of one source into events; one bean for each outside system that sends webhooks.
 */
public interface EventReader {

  /**
   * Names the source whose records it reads.
   *
   * @return the same as its {@link dev.recado.spine.ingress.WebhookSource#name()}
   */
  String source();

  /**
   * Reads the events of a record.
   *
   * @param record a record of the log; reading it again gives the same events with the same ids
   * @return one or more events; the first one has the record's own id
   * @throws UnreadableException if the bytes are not what this source sends
   */
  List<Event> read(InboundRecord record);

  /**
   * Tells which events of a record may repeat an event that came shortly before.
   *
   * @param record a record that this reader has read
   * @return for events whose keys {@link Window#key} made; empty for all others
   */
  default List<Window.Twin> twins(InboundRecord record) {
    return List.of();
  }
}
