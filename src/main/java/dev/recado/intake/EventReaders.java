package dev.recado.intake;

import dev.recado.flow.Event;
import dev.recado.ingress.InboundRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** All readers by source. */
final class EventReaders {

  private final Map<String, EventReader> readers;

  EventReaders(Collection<EventReader> readers) {
    this.readers = readers.stream().collect(Collectors.toMap(EventReader::source, r -> r));
  }

  /** Reads a record; what cannot be read is one arrival without an event. */
  List<Arrival> read(InboundRecord record) {
    EventReader reader = readers.get(record.source());
    if (reader == null) {
      return List.of(new Arrival(record, null, "No reader for the source " + record.source()));
    }
    try {
      return reader.read(record).stream().map(event -> new Arrival(record, event, null)).toList();
    } catch (UnreadableException e) {
      return List.of(new Arrival(record, null, String.valueOf(e.getMessage())));
    } catch (DataAccessException | TransactionException e) {
      // Nothing is wrong with the event: it is read again once PostgreSQL is back.
      throw e;
    } catch (RuntimeException e) {
      // A reader's own mistake: thrown on, it would hold up everything behind this record for ever.
      String trouble = "The reader of " + record.source() + " fails: " + e.getClass().getName();
      return List.of(new Arrival(record, null, trouble));
    }
  }

  /** Reads one event of a record again. */
  Optional<Event> read(InboundRecord record, UUID id) {
    return read(record).stream()
        .map(Arrival::event)
        .flatMap(java.util.stream.Stream::ofNullable)
        .filter(event -> event.id().equals(id))
        .findFirst();
  }
}
