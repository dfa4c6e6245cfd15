package dev.recado.spine.intake;

import dev.recado.spine.flow.Event;
import java.util.List;

/** All sinks. */
record EventSinks(List<EventSink> sinks) {

  boolean want(String type) {
    return sinks.stream().anyMatch(sink -> sink.types().contains(type));
  }

  void take(List<Event> events) {
    for (EventSink sink : sinks) {
      List<Event> wanted =
          events.stream().filter(event -> sink.types().contains(event.type())).toList();
      if (!wanted.isEmpty()) {
        sink.take(wanted);
      }
    }
  }
}
