package dev.recado.spine.intake;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Refused;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Window;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All readers by source. */
final class EventReaders {

  private static final Logger log = LoggerFactory.getLogger(EventReaders.class);

  private final Map<String, EventReader> readers;
  private final DeclaredReaders declared;

  EventReaders(Collection<EventReader> readers, DeclaredReaders declared) {
    this.readers = readers.stream().collect(Collectors.toMap(EventReader::source, r -> r));
    this.declared = declared;
  }

  private @Nullable EventReader of(String source) {
    EventReader own = readers.get(source);
    return own == null ? declared.of(source).orElse(null) : own;
  }

  /** Reads a record; an unreadable record gives one arrival without an event. */
  List<Arrival> read(InboundRecord record) {
    EventReader reader = of(record.source());
    if (reader == null) {
      String trouble = "No reader for the source " + record.source();
      return List.of(new Arrival(record, null, trouble));
    }
    try {
      return reader.read(record).stream().map(event -> new Arrival(record, event, null)).toList();
    } catch (UnreadableException e) {
      return List.of(new Arrival(record, null, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      if (DatabaseAway.explains(e)) {
        // Nothing is wrong with the event: it is read again once PostgreSQL is back.
        throw e;
      }
      // A bug in the reader, or bytes that overflow its stack. If it were rethrown, it would block
      // every later record for ever.
      log.error("The reader of {} fails on {}", record.source(), record.id(), e);
      String trouble = "The reader of " + record.source() + " fails: " + Refused.because(e);
      return List.of(new Arrival(record, null, trouble));
    }
  }

  /** Finds the events of a record that may repeat an earlier one. */
  List<Window.Twin> twins(InboundRecord record) {
    EventReader reader = of(record.source());
    return reader == null ? List.of() : reader.twins(record);
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
