package dev.recado.sales.chatbot;

import dev.recado.chat.conversation.CustomerMessages;
import dev.recado.chat.intent.Courtesy;
import dev.recado.ground.database.StorableText;
import dev.recado.sales.chatbot.Chatbot.Step;
import dev.recado.sales.chatbot.PlaceTable.Ending;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.flow.StateChange;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Leads customers through the steps of a chatbot, for the Kamelets {@code chatbot-*-action} and
 * {@code step-*}.
 */
public final class Guide {

  private static final Logger log = LoggerFactory.getLogger(Guide.class);

  private static final String VARIABLE = "etapa";
  private static final String WALK = "recado.walk";
  private static final String FIRST = "recado.walk-first";

  /** The customer was asked what the single word "cancelar" means. */
  private static final String ASKED = "cancelar";

  private static final Set<String> MENU =
      Set.of("menu", "menu principal", "inicio", "comecar de novo", "recomecar", "reiniciar");
  private static final Set<String> BACK =
      Set.of("voltar", "volta", "volte", "voltar atras", "anterior", "passo anterior");
  private static final Set<String> CANCEL = Set.of("cancelar", "cancela", "cancele");
  private static final Set<String> THE_DIALOGUE =
      Set.of(
          "1",
          "pedido",
          "o pedido",
          "cancelar pedido",
          "cancelar o pedido",
          "atendimento",
          "o atendimento");
  private static final Set<String> ALL_MESSAGES =
      Set.of("2", "mensagens", "as mensagens", "nao receber mensagens", "nao receber", "cancelar");

  private static final Pattern TAKES_OUT =
      Pattern.compile(
          "(?:tir|remov|retir|exclu)\\p{L}+ (?!.*\\b(?:me|eu|meu|minha|numero|telefone|contato|lista|mensage\\p{L}+)\\b).+");

  private static final int LONGEST_FACT = 2_000;

  private final ChatbotTable chatbots;
  private final PlaceTable places;
  private final Starts starts;
  private final List<IntentHint> hints;
  private final Flows flows;
  private final CustomerMessages messages;
  private final MeterRegistry meters;
  private final ZoneId zone;

  Guide(
      ChatbotTable chatbots,
      PlaceTable places,
      Starts starts,
      List<IntentHint> hints,
      Flows flows,
      CustomerMessages messages,
      MeterRegistry meters,
      ZoneId zone) {
    this.chatbots = chatbots;
    this.places = places;
    this.starts = starts;
    this.hints = List.copyOf(hints);
    this.flows = flows;
    this.messages = messages;
    this.meters = meters;
    this.zone = zone;
  }

  /**
   * Sets the variable {@code etapa}: whether a chatbot takes the turn, and which step is next.
   *
   * @param exchange of a flow that answers a turn, behind {@code understand-action}
   */
  public void begin(Exchange exchange) {
    Effects effects = Effects.of(exchange);
    Turn turn = Turn.of(exchange, effects.event().body());
    Map<String, @Nullable Object> stage = stage();
    exchange.setVariable(VARIABLE, stage);
    if (turn.silent()) {
      return;
    }
    Optional<Walk> under = under(turn.conversation(), effects.now());
    if (under.isPresent()) {
      goOn(exchange, stage, under.get(), turn);
    } else if (!turn.interrupts()) {
      start(exchange, stage, turn, effects);
    }
  }

  private static Map<String, @Nullable Object> stage() {
    Map<String, @Nullable Object> stage = new LinkedHashMap<>();
    stage.put("active", false);
    stage.put("begins", false);
    stage.put("action", null);
    stage.put("flow", null);
    stage.put("person", null);
    return stage;
  }

  /** The walk that the customer is in; empty if there is none, or it is over. */
  private Optional<Walk> under(String conversation, Instant now) {
    return places
        .of(conversation)
        .filter(place -> place.expiresAt().isAfter(now))
        .flatMap(
            place ->
                chatbots
                    .byId(place.chatbot())
                    .filter(Chatbot::active)
                    .flatMap(
                        chatbot ->
                            chatbot
                                .step(place.step())
                                .map(step -> Walk.goOn(chatbot, place, step))));
  }

  private void start(
      Exchange exchange, Map<String, @Nullable Object> stage, Turn turn, Effects effects) {
    List<Chatbot> active = chatbots.active();
    if (active.isEmpty()) {
      return;
    }
    starts
        .of(message(turn, effects.now()), active)
        .ifPresent(
            chatbot -> {
              Step first = chatbot.walk().get(0);
              Walk walk = Walk.begin(chatbot, first, effects.event().id());
              take(exchange, stage, walk);
              stage.put("begins", true);
              enter(stage, walk, first);
            });
  }

  /** A text without a clear intent may still name what the business sells. */
  private Starts.Message message(Turn turn, Instant now) {
    Starts.Message message = turn.message(now);
    String text = message.text();
    if (text == null || !"desconhecido".equals(message.intent())) {
      return message;
    }
    return hints.stream()
        .map(hint -> hint.intentOf(text))
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            intent ->
                new Starts.Message(message.channel(), text, intent, message.area(), message.at()))
        .orElse(message);
  }

  private void take(Exchange exchange, Map<String, @Nullable Object> stage, Walk walk) {
    exchange.setProperty(WALK, walk);
    countIfItFails(exchange, walk);
    walk.step().ifPresent(step -> exchange.setProperty(FIRST, step.code()));
    stage.put("active", true);
    stage.put("action", "run");
    stage.put("chatbot", walk.chatbot().name());
  }

  private void goOn(Exchange exchange, Map<String, @Nullable Object> stage, Walk walk, Turn turn) {
    String word = turn.word();
    boolean asked = walk.memory().remove(ASKED) != null;
    // A typed number stands for the title of its button.
    if (asked && (THE_DIALOGUE.contains(word) || ALL_MESSAGES.contains(word))) {
      boolean leaves = ALL_MESSAGES.contains(word);
      take(exchange, stage, walk);
      stage.put("action", leaves ? "leave" : "stop");
      walk.leave(Ending.CANCELLED);
      finish(exchange, walk);
    } else if (CANCEL.contains(word) && turn.pressed().isEmpty()) {
      take(exchange, stage, walk);
      stage.put("action", "which");
      walk.memory().put(ASKED, "perguntado");
      finish(exchange, walk);
    } else if (BACK.contains(word) || MENU.contains(word)) {
      take(exchange, stage, walk);
      boolean moved =
          BACK.contains(word) ? walk.back() : walk.restart(walk.chatbot().walk().get(0));
      walk.step().filter(step -> moved).ifPresent(step -> enter(stage, walk, step));
    } else if (!turn.interrupts()) {
      take(exchange, stage, walk);
      walk.step().ifPresent(step -> run(stage, walk, step, false));
    }
  }

  private void enter(Map<String, @Nullable Object> stage, Walk walk, Step step) {
    run(stage, walk, step, true);
  }

  private void run(Map<String, @Nullable Object> stage, Walk walk, Step step, boolean entering) {
    stage.put("code", step.code());
    stage.put("entering", entering);
    stage.put("misses", walk.misses());
    stage.put("memory", walk.memory());
    if (flows.exists(step.handler())) {
      stage.put("flow", step.handler());
    } else {
      person(
          stage,
          "a etapa '%s' do chatbot '%s' aponta para o fluxo '%s', que não existe"
              .formatted(step.code(), walk.chatbot().name(), step.handler()));
    }
  }

  private static void person(Map<String, @Nullable Object> stage, String why) {
    stage.put("flow", null);
    stage.put("person", why);
  }

  /**
   * Notes that the step is complete.
   *
   * @param exchange with the variable {@code stepTo}, the code of the next step; empty: the next
   *     one in order
   */
  public void next(Exchange exchange) {
    walk(exchange).decide(new Walk.Decision(Walk.What.NEXT, text(exchange, "stepTo"), false));
  }

  /** Notes that the customer goes back to the step before. */
  public void back(Exchange exchange) {
    walk(exchange).decide(new Walk.Decision(Walk.What.BACK, null, false));
  }

  /**
   * Notes that the chatbot is at its end.
   *
   * @param exchange with the variable {@code stepCompleted}: false if the customer has given up
   */
  public void end(Exchange exchange) {
    boolean completed = Boolean.parseBoolean(text(exchange, "stepCompleted"));
    walk(exchange)
        .decide(new Walk.Decision(completed ? Walk.What.END : Walk.What.CANCEL, null, false));
  }

  /**
   * Counts an answer that the step does not understand, and sets {@code stepHint} to whether the
   * customer is asked again; otherwise a person is called.
   *
   * @param exchange with the variable {@code stepAsk}: whether the step asks its question again
   */
  public void again(Exchange exchange) {
    Walk walk = walk(exchange);
    boolean more = walk.miss();
    boolean ask = more && Boolean.parseBoolean(text(exchange, "stepAsk"));
    exchange.setVariable("stepHint", more);
    walk(exchange).decide(new Walk.Decision(Walk.What.AGAIN, more ? "" : null, ask));
  }

  /**
   * Remembers or forgets facts, for the other steps and the next turns.
   *
   * @param exchange with the variable {@code stepFacts}, names of variables; one that is null or
   *     empty is forgotten
   */
  public void remember(Exchange exchange) {
    Walk walk = walk(exchange);
    String names = text(exchange, "stepFacts");
    for (String name : names == null ? new String[0] : names.split(",", -1)) {
      Object value = exchange.getVariable(name.strip());
      boolean none = value == null || String.valueOf(value).isEmpty();
      walk.remember(
          name.strip(), none ? null : StorableText.cut(String.valueOf(value), LONGEST_FACT));
    }
  }

  private static @Nullable String text(Exchange exchange, String variable) {
    Object value = exchange.getVariable(variable);
    String text = value == null ? "" : String.valueOf(value).strip();
    return text.isEmpty() ? null : text;
  }

  private static Walk walk(Exchange exchange) {
    Walk walk = exchange.getProperty(WALK, Walk.class);
    if (walk == null) {
      throw new IllegalStateException(
          "Only a step of a chatbot can do this; run it by a chatbot, or with new step");
    }
    return walk;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> stage(Exchange exchange) {
    return (Map<String, @Nullable Object>) exchange.getVariable(VARIABLE, Map.class);
  }

  /**
   * Carries out what the step has decided: the variable {@code etapa} has the next step, or none if
   * the turn is over.
   *
   * @param exchange of a flow that has run a step
   */
  public void move(Exchange exchange) {
    Walk walk = walk(exchange);
    Map<String, @Nullable Object> stage = stage(exchange);
    Optional<Walk.Decision> decided = walk.decision();
    stage.put("flow", null);
    if (stage.get("person") == null) {
      decided.ifPresentOrElse(
          decision -> decide(decision, walk, stage), () -> answered(walk, stage));
    }
    if (stage.get("flow") == null) {
      if (stage.get("person") != null) {
        walk.leave(Ending.HANDED_OVER);
      }
      finish(exchange, walk);
    }
  }

  /** A question that is asked once more does not make up for the wrong answer before it. */
  private static void answered(Walk walk, Map<String, @Nullable Object> stage) {
    if (!Boolean.TRUE.equals(stage.get("entering"))) {
      walk.stay();
    }
  }

  private void decide(Walk.Decision decision, Walk walk, Map<String, @Nullable Object> stage) {
    switch (decision.what()) {
      case NEXT -> next(decision.to(), walk, stage);
      case BACK -> enterIf(walk.back(), walk, stage);
      case END -> walk.leave(Ending.END);
      case CANCEL -> walk.leave(Ending.CANCELLED);
      case AGAIN -> again(decision, walk, stage);
    }
  }

  private void again(Walk.Decision decision, Walk walk, Map<String, @Nullable Object> stage) {
    if (decision.to() == null) {
      person(
          stage,
          "o cliente não respondeu à etapa '%s' do chatbot '%s'"
              .formatted(stage.get("code"), walk.chatbot().name()));
    } else if (decision.ask()) {
      enterIf(walk.askAgain(), walk, stage);
    }
  }

  private void next(@Nullable String to, Walk walk, Map<String, @Nullable Object> stage) {
    String code = String.valueOf(stage.get("code"));
    Optional<Step> next = to == null ? walk.chatbot().after(code) : walk.chatbot().step(to);
    if (next.isPresent()) {
      enterIf(walk.next(next.get()), walk, stage);
    } else if (to == null) {
      walk.leave(Ending.END);
    } else {
      person(
          stage,
          "a etapa '%s' leva à etapa '%s', que o chatbot '%s' não tem"
              .formatted(code, to, walk.chatbot().name()));
    }
  }

  private void enterIf(boolean possible, Walk walk, Map<String, @Nullable Object> stage) {
    if (possible) {
      walk.step().ifPresent(step -> enter(stage, walk, step));
    } else {
      person(
          stage,
          "as etapas do chatbot '%s' levam em círculo, na etapa '%s'"
              .formatted(walk.chatbot().name(), stage.get("code")));
    }
  }

  private void finish(Exchange exchange, Walk walk) {
    String conversation = Turn.conversation(Effects.of(exchange).event().body());
    String first = String.valueOf(exchange.getProperty(FIRST));
    UUID turn = Effects.of(exchange).event().id();
    Effects.of(exchange)
        .change(
            new StateChange(
                "chatbot-place",
                walk.facts(),
                now -> {
                  walk.write(places, conversation, first, now);
                  if (!walk.isNew()) {
                    messages.answered(turn);
                  }
                }));
  }

  /** A run that fails changes nothing, so a failed step is counted beside its commit. */
  private void countIfItFails(Exchange exchange, Walk walk) {
    Effects effects = Effects.of(exchange);
    effects.ifItFails(() -> failed(walk, effects.now()));
  }

  private void failed(Walk walk, Instant now) {
    String code = walk.step().map(Step::code).orElse("");
    meters
        .counter("recado.chatbot.errors", "chatbot", walk.chatbot().name(), "step", code)
        .increment();
    try {
      places.failed(walk.chatbot().id(), code, LocalDate.ofInstant(now, zone));
    } catch (DataAccessException e) {
      log.warn("The failed step '{}' is not in the metrics: {}", code, e.getMessage());
    }
  }

  /** The parts of a turn that decide. */
  private record Turn(
      String conversation,
      @Nullable String channel,
      @Nullable String text,
      Optional<Object> pressed,
      Map<?, ?> understood,
      boolean quiet) {

    static Turn of(Exchange exchange, Map<String, @Nullable Object> body) {
      Object understood = exchange.getVariable("understood");
      return new Turn(
          conversation(body),
          body.get("channel") == null ? null : String.valueOf(body.get("channel")),
          body.get("text") == null ? null : String.valueOf(body.get("text")),
          Optional.ofNullable(body.get("button")),
          understood instanceof Map<?, ?> map ? map : Map.of(),
          body.get("awaiting") != null
              || Stream.of("optedOut", "handedOver", "late")
                  .anyMatch(why -> Boolean.TRUE.equals(body.get(why))));
    }

    static String conversation(Map<String, @Nullable Object> body) {
      return String.valueOf(body.get("conversation"));
    }

    /**
     * Another dialogue waits for the answer, a person answers, the customer wants no messages, or
     * there is nothing to read. Such a customer's "voltar" is not meant for a chatbot.
     */
    boolean silent() {
      return quiet || text == null && pressed.isEmpty();
    }

    /**
     * A pressed button is an answer, whatever its words resemble; a keyword is none. "Tira a água"
     * takes something out of the cart, though it resembles "tira meu número".
     */
    boolean interrupts() {
      return Boolean.TRUE.equals(understood.get("interrupts"))
          && (Boolean.TRUE.equals(understood.get("keyword")) || pressed.isEmpty() && !takesOut());
    }

    private boolean takesOut() {
      return "sair".equals(understood.get("intent")) && TAKES_OUT.matcher(word()).matches();
    }

    String word() {
      return text == null ? "" : Courtesy.without(text);
    }

    Starts.Message message(Instant at) {
      return new Starts.Message(channel, text, said("intent"), said("area"), at);
    }

    private @Nullable String said(String field) {
      Object value = understood.get(field);
      return value == null ? null : String.valueOf(value);
    }
  }
}
