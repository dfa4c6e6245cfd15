package dev.recado.chat.turn;

import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.entity.Entities;
import dev.recado.chat.entity.PersonNames;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Intents;
import dev.recado.chat.intent.Speaker;
import dev.recado.chat.intent.Understanding;
import dev.recado.chat.intent.Utterance;
import dev.recado.chat.intent.Utterance.Line;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.TryLaterException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the intent of a turn, for the Kamelet {@code understand-action}. */
public final class TurnUnderstanding {

  private static final Logger log = LoggerFactory.getLogger(TurnUnderstanding.class);

  /** During this time, a turn gives way to a later one. */
  private static final Duration FRESH = Duration.ofSeconds(20);

  private final Intents intents;
  private final Business business;
  private final IntentTables tables;
  private final TurnQueries queries;
  private final CustomerMessages messages;
  private final Flows flows;
  private final Channels channels;
  private final MeterRegistry meters;
  private final ZoneId zone;

  TurnUnderstanding(
      Intents intents,
      Business business,
      IntentTables tables,
      TurnQueries queries,
      CustomerMessages messages,
      Flows flows,
      Channels channels,
      MeterRegistry meters,
      ZoneId zone) {
    this.intents = intents;
    this.business = business;
    this.tables = tables;
    this.queries = queries;
    this.messages = messages;
    this.flows = flows;
    this.channels = channels;
    this.meters = meters;
    this.zone = zone;
  }

  /**
   * Sets the variable {@code understood}. Its shape is described in {@code understand-action}. For
   * an overtaken turn, it says nothing else.
   *
   * @param exchange of a flow that answers a turn; its body is the turn
   */
  public void understand(Exchange exchange) {
    Effects effects = Effects.of(exchange);
    Map<String, @Nullable Object> turn = effects.event().body();
    String text = text(turn, "text");
    Optional<String> keyword = keyword(turn);
    Understanding understood = keyword.map(TurnUnderstanding::certain).orElseGet(() -> ask(turn));
    Map<String, Object> entities = entities(text, understood, effects);
    stillSaid(turn, effects);
    if (overtaken(effects)) {
      exchange.setVariable("understood", Map.of("overtaken", true));
      return;
    }
    note(effects, understood, entities, answers(turn, understood));
    count(understood, keyword.isPresent());
    Map<String, @Nullable Object> said = new LinkedHashMap<>();
    said.put("overtaken", false);
    said.put("intent", understood.intent());
    said.put("confidence", understood.confidence());
    said.put("source", understood.source());
    said.put("keyword", keyword.isPresent());
    said.put("reply", understood.reply());
    said.put("entities", entities);
    said.put("area", area(text, understood));
    said.put("answered", answered(turn, text));
    said.put("empresa", business.name());
    said.put("areas", areas());
    route(said, understood.intent(), channelFlow(turn));
    exchange.setVariable("understood", said);
  }

  /** Reads the text as the answer to the dialogue's last question. */
  private Map<String, String> answered(Map<String, @Nullable Object> turn, @Nullable String text) {
    Object facts = turn.get("facts");
    Object question = facts instanceof Map<?, ?> known ? known.get("pergunta") : null;
    Optional<String> answer =
        switch (String.valueOf(question)) {
          case "nome" -> PersonNames.answer(text);
          case "area" -> business.areaAnswer(text);
          default -> Optional.empty();
        };
    return answer.map(said -> Map.of(String.valueOf(question), said)).orElseGet(Map::of);
  }

  /** The customer may delete a message while the LLM thinks. Then the turn is read again. */
  private void stillSaid(Map<String, @Nullable Object> turn, Effects effects) {
    if (queries.amended(effects.event().id(), messages(turn))) {
      throw new TryLaterException("O cliente apagou ou corrigiu a mensagem; é lida de novo", null);
    }
  }

  private static List<?> messages(Map<String, @Nullable Object> turn) {
    return turn.get("messages") instanceof List<?> list ? list : List.of();
  }

  /**
   * The customer wrote more while the LLM was thinking. A later turn answers everything together.
   */
  private boolean overtaken(Effects effects) {
    UUID turn = effects.event().id();
    Optional<UUID> newer = queries.newer(turn, effects.now().minus(FRESH));
    newer.ifPresent(
        later ->
            effects.change(
                new StateChange(
                    "overtaken",
                    Map.of("by", later.toString()),
                    now -> messages.leave(turn, later))));
    return newer.isPresent();
  }

  /** A keyword is a message of its own within the burst. Of several, the last one counts. */
  private Optional<String> keyword(Map<String, @Nullable Object> turn) {
    IntentTable table = tables.now();
    return messages(turn).stream()
        .map(message -> message instanceof Map<?, ?> map ? map.get("text") : null)
        .map(said -> table.keyword(said == null ? null : said.toString()))
        .flatMap(Optional::stream)
        .reduce((earlier, later) -> later);
  }

  private static Understanding certain(String intent) {
    return new Understanding(intent, 1, Map.of(), null, null, "local");
  }

  private Understanding ask(Map<String, @Nullable Object> turn) {
    if (Stream.of("optedOut", "handedOver", "late")
        .anyMatch(why -> Boolean.TRUE.equals(turn.get(why)))) {
      // The hub will not answer, so the LLM need not see the text either.
      return new Understanding("desconhecido", 0, Map.of(), null, null, "local");
    }
    String text = text(turn, "text");
    return intents.understand(new Utterance(text == null ? "" : text, history(turn), facts(turn)));
  }

  /**
   * The entities of the text itself count. Of the LLM's, only the name does: nothing is computed
   * from it.
   */
  private Map<String, Object> entities(
      @Nullable String text, Understanding understood, Effects effects) {
    Map<String, Object> entities =
        new LinkedHashMap<>(Entities.facts(Entities.find(text, effects.now(), zone)));
    Object named = understood.entities().get("nome");
    PersonNames.in(text)
        .or(() -> named == null ? Optional.empty() : PersonNames.answer(named.toString()))
        .ifPresent(name -> entities.put("nome", name));
    return entities;
  }

  private @Nullable String area(@Nullable String text, Understanding understood) {
    return business.areaIn(text).orElse(understood.area());
  }

  /** The areas as customers read them, with numbers to answer by. */
  private String areas() {
    List<String> areas = business.areas();
    return IntStream.range(0, areas.size())
        .mapToObj(i -> (i + 1) + ". " + areas.get(i))
        .collect(Collectors.joining("\n"));
  }

  private void count(Understanding understood, boolean keyword) {
    String source = keyword ? "keyword" : understood.source();
    meters
        .counter("recado.understood", "source", source, "intent", understood.intent())
        .increment();
  }

  /** "Marcos Dias" is no unclear message if the hub has asked for the name. */
  private boolean answers(Map<String, @Nullable Object> turn, Understanding understood) {
    return turn.get("awaiting") != null && !tables.now().row(understood.intent()).interrupts();
  }

  private void note(
      Effects effects, Understanding understood, Map<String, Object> entities, boolean answers) {
    UUID turn = effects.event().id();
    effects.change(
        new StateChange(
            "understood",
            Map.of("intent", understood.intent(), "source", understood.source()),
            now -> {
              messages.understood(
                  turn,
                  understood.intent(),
                  understood.confidence(),
                  understood.source(),
                  entities);
              if (answers) {
                messages.answered(turn);
              }
            }));
  }

  /** The flow that answers on this channel, unless the intent interrupts, such as an opt-out. */
  private Optional<String> channelFlow(Map<String, @Nullable Object> turn) {
    String channel = text(turn, "channel");
    return channel == null
        ? Optional.empty()
        : channels.named(channel).map(Channel::flow).filter(flows::exists);
  }

  /** Even with a missing or broken flow, the customer must get an answer. */
  private void route(
      Map<String, @Nullable Object> said, String intent, Optional<String> channelFlow) {
    IntentTable table = tables.now();
    IntentTable.Row row = table.row(intent);
    if (!flows.exists(row.flow())) {
      // No save is taken in that names a flow that does not exist, and a file left out is an error
      // in the log already.
      log.warn(
          "intents/flows.yaml sends '{}' to '{}', which does not run; /api/flows gives the reason why its file was left out",
          intent,
          row.flow());
      row = table.row("desconhecido");
    }
    said.put("flow", row.interrupts() ? row.flow() : channelFlow.orElse(row.flow()));
    said.put("template", row.template());
    said.put("interrupts", row.interrupts());
  }

  private static List<Line> history(Map<String, @Nullable Object> turn) {
    return turn.get("history") instanceof List<?> lines
        ? lines.stream().map(TurnUnderstanding::line).toList()
        : List.of();
  }

  private static Line line(Object line) {
    Map<?, ?> map = (Map<?, ?>) line;
    return new Line(speaker(map.get("author")), String.valueOf(map.get("text")));
  }

  /** No person wrote a greeting of the WhatsApp Business app. */
  private static Speaker speaker(@Nullable Object author) {
    return switch (String.valueOf(author)) {
      case "CUSTOMER" -> Speaker.CUSTOMER;
      case "PERSON" -> Speaker.PERSON;
      default -> Speaker.HUB;
    };
  }

  /**
   * Facts that an answer may mention. Words of the customer are not among them, such as "50% de
   * desconto".
   */
  private static Map<String, String> facts(Map<String, @Nullable Object> turn) {
    Object told = turn.get("facts") instanceof Map<?, ?> known ? known.get("nome") : null;
    String name = told == null ? text(turn, "name") : told.toString();
    return PersonNames.answer(name).map(checked -> Map.of("nome", checked)).orElseGet(Map::of);
  }

  private static @Nullable String text(Map<String, @Nullable Object> turn, String field) {
    Object value = turn.get(field);
    return value == null ? null : String.valueOf(value);
  }
}
