package dev.recado.sales.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Choices;
import dev.recado.chat.intent.LeadQuestion;
import dev.recado.chat.intent.LeadQuestion.Kind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.simple.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which facts about a lead are known, and which question comes next, for the Kamelet
 * {@code qualification-action}.
 *
 * <p>The known facts are kept from turn to turn as one text. A fact that the customer does not tell
 * is known as an empty text, so that nobody is asked twice. For another area the facts about the
 * project are asked again; the city stays.
 */
public final class Qualification {

  /** The prefix of the fact {@code pergunta} while one of these questions is open. */
  private static final String OPEN = "qualificacao.";

  /** The key of the area; no fact can have this name. */
  private static final String AREA = "#area";

  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};

  private static final Pattern AMOUNTS = Pattern.compile("\\d+\\.\\d\\d(?: a \\d+\\.\\d\\d)?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final int LONGEST_WORDS = 200;

  private final Business business;
  private final ObjectMapper json;
  private final ZoneId zone;

  Qualification(Business business, ObjectMapper json, ZoneId zone) {
    this.business = business;
    this.json = json;
    this.zone = zone;
  }

  /**
   * Sets the body, a map; {@code qualification-action} describes its shape.
   *
   * @param exchange of a flow that answers a turn, or continues one by a timer; its variable {@code
   *     areaDeInteresse} is the lead's area, if known
   */
  public void next(Exchange exchange) {
    Effects effects = Effects.of(exchange);
    Map<String, @Nullable Object> body = effects.event().body();
    Object area = exchange.getVariable("areaDeInteresse");
    Object known = area == null ? body.get("areaDeInteresse") : area;
    exchange
        .getMessage()
        .setBody(step(body, known == null ? null : known.toString(), effects.now()));
  }

  /** The next step of a dialogue. */
  Map<String, Object> step(Map<String, @Nullable Object> body, @Nullable String area, Instant now) {
    List<LeadQuestion> all = business.questions();
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<?, ?> facts = body.get("facts") instanceof Map<?, ?> map ? map : body;
    Object kept =
        facts.containsKey("qualificacao") ? facts.get("qualificacao") : body.get("qualificacao");
    Map<String, String> known = known(kept, area, all);
    String text = body.get("text") instanceof String said ? said.strip() : "";
    String open = open(facts.get("pergunta"));
    QualifyingAnswers answers = new QualifyingAnswers(now, zone);
    boolean unclear = false;
    for (LeadQuestion question : all) {
      boolean asked = question.fact().equals(open) && !text.isEmpty();
      Optional<String> told =
          asked ? told(question, text, facts, answers) : unasked(question, known, text, answers);
      told.ifPresent(value -> known.put(question.fact(), value));
      unclear |= asked && told.isEmpty();
    }
    if (area != null) {
      known.put(AREA, area);
    }
    boolean again = unclear;
    List<LeadQuestion> concerned = all.stream().filter(one -> one.concerns(area)).toList();
    Map<String, Object> step = new LinkedHashMap<>();
    concerned.stream()
        .filter(question -> !known.containsKey(question.fact()))
        .findFirst()
        .ifPresent(question -> ask(question, again && question.fact().equals(open), step));
    step.put("sabido", write(known));
    tell(concerned, known, step);
    return step;
  }

  private static @Nullable String open(@Nullable Object question) {
    String open = question == null ? "" : question.toString();
    return open.startsWith(OPEN) ? open.substring(OPEN.length()) : null;
  }

  /** The answer to a question; after the second unclear one, the customer's own words. */
  private static Optional<String> told(
      LeadQuestion question, String text, Map<?, ?> facts, QualifyingAnswers answers) {
    Optional<String> answer =
        QualifyingAnswers.skips(question, text) ? Optional.of("") : answers.answer(question, text);
    boolean repeated = "sim".equals(facts.get("repetida"));
    return answer.isEmpty() && repeated
        ? Optional.of(QualifyingAnswers.cut(text, LONGEST_WORDS))
        : answer;
  }

  private static Optional<String> unasked(
      LeadQuestion question, Map<String, String> known, String text, QualifyingAnswers answers) {
    boolean missing = known.getOrDefault(question.fact(), "").isEmpty();
    return missing ? answers.said(question, text) : Optional.empty();
  }

  private static void ask(LeadQuestion question, boolean again, Map<String, Object> step) {
    String options =
        question.kind() == Kind.OPTIONS ? "\n\n" + Choices.of(question.options()).numbered() : "";
    String written =
        again
            ? "Não entendi. "
                + question.question()
                + options
                + "\n\nSe preferir, responda \"pular\"."
            : question.question() + options;
    step.put("falta", OPEN + question.fact());
    step.put("pergunta", written);
    step.put("repetida", again ? "sim" : "nao");
  }

  private static void tell(
      List<LeadQuestion> questions, Map<String, String> known, Map<String, Object> step) {
    Map<String, String> told = new LinkedHashMap<>();
    StringBuilder lines = new StringBuilder();
    for (LeadQuestion question : questions) {
      String value = known.getOrDefault(question.fact(), "");
      if (!value.isEmpty()) {
        told.put(question.fact(), value);
        lines.append(lines.isEmpty() ? "" : "\n");
        lines.append(question.label()).append(": ").append(written(question.kind(), value));
      }
    }
    if (!told.isEmpty()) {
      step.put("fatos", told);
      step.put("resumo", lines.toString());
    }
  }

  private static String written(Kind kind, String value) {
    if (kind == Kind.AMOUNT && AMOUNTS.matcher(value).matches()) {
      return Arrays.stream(value.split(" a ", -1))
          .map(amount -> Money.write(amount, null))
          .collect(Collectors.joining(" a "));
    }
    return kind == Kind.TERM && DAY.matcher(value).matches()
        ? WRITTEN.format(LocalDate.parse(value))
        : value;
  }

  private Map<String, String> known(
      @Nullable Object kept, @Nullable String area, List<LeadQuestion> questions) {
    if (kept == null || kept.toString().isBlank()) {
      return new LinkedHashMap<>();
    }
    Map<String, String> known;
    try {
      known = json.readValue(kept.toString(), TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The kept facts of a lead are no JSON of a hub", e);
    }
    String before = known.get(AREA);
    if (area != null && before != null && !before.equals(area)) {
      questions.stream()
          .filter(question -> question.kind() != Kind.CITY)
          .forEach(question -> known.remove(question.fact()));
    }
    return known;
  }

  private String write(Map<String, String> known) {
    try {
      return json.writeValueAsString(known);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }
}
