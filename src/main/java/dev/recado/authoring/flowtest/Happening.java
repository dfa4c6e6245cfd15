package dev.recado.authoring.flowtest;

import dev.recado.spine.flow.Emitted;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.intake.EventState;
import dev.recado.spine.intake.Rehearsal.Decided;
import dev.recado.spine.outbox.News;
import dev.recado.spine.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One result of a run, under the name that {@code expect} uses.
 *
 * @param kind the Kamelet's name, or how the run ended
 * @param facts its details
 */
record Happening(String kind, Map<String, @Nullable Object> facts) {

  /**
   * The ends of a run without a Kamelet of that name, and the results that the hub itself notes.
   */
  static final Set<String> OTHER_KINDS =
      Set.of("dead", "parked", "retry", "understood", "overtaken", "chatbot-place", "cart-keep");

  private static final Pattern ISO_DURATION = Pattern.compile("PT[0-9HMS.]+");

  /** Notes the results of runs in their order. */
  static final class Log {

    private final List<Happening> happenings = new ArrayList<>();
    private final Set<UUID> sent = new HashSet<>();
    private final Map<String, String> told = new HashMap<>();
    private @Nullable Decided before;
    private int times;

    void add(Decided decided) {
      for (Emitted.Emission emission : decided.effects().all()) {
        if (emission instanceof Emitted.Message one) {
          add(one.message(), decided.at());
        } else if (emission instanceof Emitted.Change one) {
          add(one.change());
        }
      }
      end(decided);
      before = decided;
    }

    /**
     * Skips a message that is in the outbox already, because it means the same as an earlier one.
     */
    private void add(OutboxMessage message, Instant at) {
      if (isNew(message)) {
        happenings.add(new Happening(message.kind(), facts(message, at)));
      }
    }

    private boolean isNew(OutboxMessage message) {
      News news = message.news();
      return news == null
          ? sent.add(message.id())
          : !news.facts().equals(told.put(news.about(), news.facts()));
    }

    private void add(StateChange change) {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      change.facts().forEach((name, value) -> facts.put(name, readable(value)));
      happenings.add(new Happening(change.kind(), facts));
    }

    private void end(Decided decided) {
      switch (decided.end()) {
        case WAITING -> wait(decided);
        case DROPPED -> reason("drop", decided);
        case PARKED -> reason("parked", decided);
        case DEAD -> reason("dead", decided);
        case RETRY -> retry(decided);
        case DONE -> {}
      }
    }

    private void wait(Decided decided) {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      if (decided.due() != null) {
        facts.put("for", Duration.between(decided.at(), decided.due()));
      }
      facts.put("then", decided.flow());
      happenings.add(new Happening("wait", facts));
    }

    private void reason(String kind, Decided decided) {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("reason", decided.reason());
      happenings.add(new Happening(kind, facts));
    }

    /** Consecutive tries that fail for the same reason are one entry. */
    private void retry(Decided decided) {
      if (decided.attempts() == 0) {
        return;
      }
      Decided last = before;
      boolean again =
          last != null
              && last.end() == EventState.RETRY
              && last.event().equals(decided.event())
              && Objects.equals(last.reason(), decided.reason());
      times = again ? times + 1 : 1;
      if (again && !happenings.isEmpty()) {
        happenings.remove(happenings.size() - 1);
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("reason", decided.reason());
      facts.put("times", times);
      happenings.add(new Happening("retry", facts));
    }

    /** Returns the results since the last call. */
    List<Happening> take() {
      List<Happening> taken = List.copyOf(happenings);
      happenings.clear();
      before = null;
      return taken;
    }
  }

  private static Map<String, @Nullable Object> facts(OutboxMessage message, Instant at) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put(message.connector().equals("http") ? "url" : "to", message.address());
    message.payload().forEach((name, value) -> facts.put(name, readable(value)));
    if (message.connector().equals("http")) {
      facts.putAll(HttpContent.of(message.address(), message.payload()));
    }
    if (message.scheduledFor().isAfter(at)) {
      facts.put("due", Duration.between(at, message.scheduledFor()));
    }
    if (message.client() != null) {
      facts.put("client", message.client());
    }
    if (message.reply()) {
      facts.put("reply", true);
    }
    facts.put("priority", message.priority());
    facts.put(
        message.kind().startsWith("whatsapp-") ? "channel" : "connector", message.connector());
    return facts;
  }

  private static Object readable(Object value) {
    return value instanceof String text && ISO_DURATION.matcher(text).matches()
        ? Duration.parse(text)
        : value;
  }
}
