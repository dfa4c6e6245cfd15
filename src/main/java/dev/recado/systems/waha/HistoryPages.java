package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.http.AnswerLimitException;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.MessageKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of WAHA's lists of chats and messages (docs/contracts.md#waha-history).
 *
 * <p>NOWEB and GOWS list the messages of all chats together; with the other engines each chat that
 * has a message of the time is asked.
 */
final class HistoryPages {

  private static final Logger log = LoggerFactory.getLogger(HistoryPages.class);

  /** A message with the engine's own object has some kilobytes, and an answer may have 2 MB. */
  private static final int PAGE = 50;

  private static final int SMALL_PAGE = 5;
  private static final int MOST_MESSAGES = 1000;
  private static final int MOST_OFFSET = 4 * MOST_MESSAGES;
  private static final int MOST_OF_ALL_CHATS = 5 * MOST_MESSAGES;
  private static final int MOST_CHATS = 1000;
  private static final int MOST_FILES = 50;

  /** WAHA's engine has other work to do. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final WahaCalls waha;
  private int files;

  HistoryPages(WahaCalls waha) {
    this.waha = waha;
  }

  /**
   * Messages in the order in which they were sent.
   *
   * @param messages each once
   * @param readTo the time up to which all were found, or null if all of the gap were
   */
  record Found(List<ObjectNode> messages, @Nullable Instant readTo) {}

  /** Finds the messages of a time, both ends included. */
  Found between(Instant from, Instant to) throws IOException {
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    boolean full = false;
    if (WahaMessageIds.ENGINES.contains(waha.engine())) {
      full = chat("all", from, to, found);
    } else {
      for (String chat : chats(from)) {
        boolean cut = chat(chat, from, to, found);
        if (cut || found.size() > MOST_OF_ALL_CHATS) {
          log.warn("There are more messages since {} than the hub reads; some are missing", from);
          break;
        }
      }
    }
    List<ObjectNode> sorted = new ArrayList<>(found.values());
    sorted.sort(Comparator.comparing(HistoryPages::sentAt));
    for (ObjectNode message : sorted) {
      withFile(message);
    }
    return new Found(
        sorted, full && !sorted.isEmpty() ? sentAt(sorted.get(sorted.size() - 1)) : null);
  }

  /** Adds the messages of one chat; true if there may be more. */
  private boolean chat(String chat, Instant from, Instant to, Map<String, ObjectNode> found)
      throws IOException {
    int before = found.size();
    int limit = PAGE;
    String first = null;
    for (int offset = 0; offset < MOST_OFFSET && found.size() - before < MOST_MESSAGES; ) {
      List<JsonNode> page;
      try {
        page = waha.list(query(chat, from, to, limit, offset));
      } catch (AnswerLimitException e) {
        if (limit == SMALL_PAGE) {
          throw e;
        }
        limit = SMALL_PAGE;
        continue;
      }
      String begins = page.isEmpty() ? null : id(page.get(0));
      // The end, or the same page again: then this WAHA takes no offset.
      if (page.isEmpty() || begins != null && begins.equals(first)) {
        return false;
      }
      first = begins;
      page.forEach(message -> keep(message, from, to, found));
      offset += limit;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  static @Nullable String id(JsonNode message) {
    return EngineJson.text(message, "/id", "/id/_serialized");
  }

  private String query(String chat, Instant from, Instant to, int limit, int offset) {
    return "/chats/"
        + URLEncoder.encode(chat, StandardCharsets.UTF_8)
        + "/messages?sortBy=timestamp&sortOrder=asc&downloadMedia=false&limit="
        + limit
        + "&offset="
        + offset
        + "&filter.timestamp.gte="
        + from.getEpochSecond()
        + "&filter.timestamp.lte="
        + to.getEpochSecond();
  }

  /** An engine may not know the filter, so the time is checked here, too. */
  private static void keep(
      JsonNode message, Instant from, Instant to, Map<String, ObjectNode> found) {
    String id = id(message);
    Instant sentAt = EngineJson.instant(message.path("timestamp"));
    if (message instanceof ObjectNode object
        && id != null
        && sentAt != null
        && !ChatId.isBroadcast(String.valueOf(MessageKey.of(id).chat()))
        && !sentAt.isBefore(Instant.ofEpochSecond(from.getEpochSecond()))
        && !sentAt.isAfter(to.plusSeconds(1))) {
      found.putIfAbsent(id, object);
    }
  }

  private static Instant sentAt(JsonNode message) {
    Instant at = EngineJson.instant(message.path("timestamp"));
    return at == null ? Instant.EPOCH : at;
  }

  /** The chats whose last message is of this time. Stories and channels are nobody's messages. */
  private List<String> chats(Instant from) throws IOException {
    List<String> chats = new ArrayList<>();
    for (int offset = 0; offset < MOST_CHATS; offset += PAGE) {
      List<JsonNode> page = waha.list("/chats/overview?limit=" + PAGE + "&offset=" + offset);
      int before = chats.size();
      for (JsonNode chat : page) {
        String id = EngineJson.text(chat, "/id", "/id/_serialized");
        Instant last = EngineJson.instant(chat.at("/lastMessage/timestamp"));
        if (id != null
            && ChatId.is(id)
            && !ChatId.isBroadcast(id)
            && last != null
            && !last.plusSeconds(1).isBefore(from)) {
          chats.add(id);
        }
      }
      if (page.isEmpty() || chats.size() == before) {
        break;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return chats;
  }

  /** A customer's file is asked for by itself: the proof of a payment is worth a call. */
  private void withFile(ObjectNode message) throws IOException {
    String id = id(message);
    boolean wanted =
        message.path("hasMedia").asBoolean()
            && !message.path("fromMe").asBoolean()
            && message.at("/media/url").isMissingNode();
    String chat = id == null ? null : MessageKey.of(id).chat();
    if (!wanted || chat == null || files >= MOST_FILES) {
      return;
    }
    files++;
    try {
      JsonNode whole =
          waha.get(
              "/chats/"
                  + URLEncoder.encode(chat, StandardCharsets.UTF_8)
                  + "/messages/"
                  + URLEncoder.encode(id, StandardCharsets.UTF_8)
                  + "?downloadMedia=true");
      if (whole.path("media").isObject()) {
        message.set("media", whole.path("media"));
      }
    } catch (WahaCalls.NotOffered | WahaCalls.FailedException withoutFile) {
      // The message counts without its file, as a webhook of one that was not downloaded.
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
