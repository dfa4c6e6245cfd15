package dev.recado.chat.media;

import dev.recado.chat.media.MediaTable.Found;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.flow.MediaReference;
import dev.recado.spine.intake.EventSink;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes the files of messages, in the commit that stores the messages. */
final class MediaSink implements EventSink {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_PLACE = 4000;

  private final MediaTable table;
  private final Clock clock;

  MediaSink(MediaTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Set.of(EventTypes.WHATSAPP_MESSAGE_RECEIVED, EventTypes.WHATSAPP_MESSAGE_SENT);
  }

  @Override
  public void take(List<Event> events) {
    for (Event event : events) {
      Map<String, @Nullable Object> body = event.body();
      // The hub's own files are elsewhere, and stories are no messages to the business.
      boolean ours = "api".equals(body.get("by"));
      boolean toEverybody = Boolean.TRUE.equals(body.get("broadcast"));
      if (!ours
          && !toEverybody
          && body.get(MediaReference.FIELD) instanceof Map<?, ?> file
          && file.containsKey("ref")) {
        table.add(found(event, file), clock.instant());
      }
    }
  }

  private static Found found(Event event, Map<?, ?> file) {
    Object kind = file.get("kind") == null ? event.body().get("kind") : file.get("kind");
    Object inline = file.get("inline");
    return new Found(
        event.id(),
        String.valueOf(event.body().get("channel")),
        kind == null ? "unknown" : StorableText.key(kind.toString()),
        text(file.get("mimetype"), LONGEST_NAME),
        text(file.get("filename"), LONGEST_NAME),
        file.get("size") instanceof Number size ? size.longValue() : null,
        text(file.get("ref"), LONGEST_PLACE),
        text(file.get("url"), LONGEST_PLACE),
        inline != null && !Boolean.FALSE.equals(inline),
        failure(file),
        event.receivedAt());
  }

  private static @Nullable String failure(Map<?, ?> file) {
    if (MediaReference.fetchable(file)) {
      return null;
    }
    return file.get("error") == null
        ? "o provedor não entregou o arquivo"
        : "o provedor não conseguiu baixar o arquivo";
  }

  private static @Nullable String text(@Nullable Object value, int longest) {
    return value == null ? null : StorableText.of(value.toString(), longest);
  }
}
