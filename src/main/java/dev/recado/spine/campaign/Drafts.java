package dev.recado.spine.campaign;

import dev.recado.ground.settings.WrittenDuration;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.MessageTemplates;
import dev.recado.spine.outbox.WritingHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks what a person or a flow wants of a campaign, and says in Portuguese what is wrong. */
final class Drafts {

  private static final String FIELDS =
      "name, audience, template, values, channel, pace, window, notAgainWithin, dailyCap";

  private static final int LONGEST_NAME = 100;

  /** No message of WhatsApp has more. */
  private static final int LONGEST_VALUE = 4096;

  private static final int FASTEST = 60_000;
  private static final Duration LONGEST = Duration.ofDays(3660);

  private final Audiences audiences;
  private final Files files;
  private final MessageTemplates templates;
  private final Channels channels;
  private final WritingHours hours;
  private final Clock clock;

  Drafts(
      Audiences audiences,
      Files files,
      MessageTemplates templates,
      Channels channels,
      WritingHours hours,
      Clock clock) {
    this.audiences = audiences;
    this.files = files;
    this.templates = templates;
    this.channels = channels;
    this.hours = hours;
    this.clock = clock;
  }

  /** During the start no template is known, and none is missing. */
  boolean ready() {
    return templates.loaded();
  }

  /**
   * Makes a plan of a draft.
   *
   * @throws UnusableCampaignException if a field is wrong
   * @throws UnusableAudienceException if the audience is
   */
  Plan plan(CampaignDraft draft) {
    if (!draft.unknown().isEmpty()) {
      throw wrong(
          "Não há campo '%s'. Uma campanha tem: %s."
              .formatted(draft.unknown().keySet().iterator().next(), FIELDS));
    }
    Plan plan =
        new Plan(
            name(draft.name()),
            draft.audience() == null ? Map.of() : draft.audience(),
            template(draft.template()),
            draft.values() == null ? Map.of() : values(draft.values()),
            channel(draft.channel()),
            between("pace", draft.pace(), FASTEST, "mensagens por minuto"),
            window(draft.window()),
            again(draft.notAgainWithin()),
            between("dailyCap", draft.dailyCap(), 100, "campanhas em 24 horas"));
    opens(plan);
    List<String> columns = audiences.of(plan.audience()).check(plan.audience());
    complete(plan, columns);
    return plan;
  }

  /** The same plan, with an audience that was sent in the body kept as a file. */
  Plan kept(Plan plan) {
    Map<String, Object> audience = new LinkedHashMap<>(plan.audience());
    Instant now = clock.instant();
    audience.computeIfPresent(
        CsvAudience.NAME,
        (name, csv) -> isFile(csv) ? csv : files.keep(String.valueOf(csv), now).toString());
    return new Plan(
        plan.name(),
        audience,
        plan.template(),
        plan.facts(),
        plan.channel(),
        plan.pace(),
        plan.hours(),
        plan.notAgainWithin(),
        plan.dailyCap());
  }

  private static boolean isFile(Object csv) {
    return String.valueOf(csv).matches("[0-9a-fA-F-]{36}");
  }

  private static Map<String, Object> values(Map<String, Object> values) {
    Map<String, Object> clean = new LinkedHashMap<>(values);
    clean.values().removeIf(value -> value == null);
    clean.forEach(
        (name, value) -> {
          if (name.isBlank() || !fits(value)) {
            throw wrong(
                "O campo 'values' precisa de um nome e de um texto de até %d caracteres, um número ou true/false em cada valor; '%s' não serve."
                    .formatted(LONGEST_VALUE, name.length() > 40 ? name.substring(0, 40) : name));
          }
        });
    return clean;
  }

  private static boolean fits(Object value) {
    return value instanceof String text
        ? text.length() <= LONGEST_VALUE
        : value instanceof Boolean
            || value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private static String name(@Nullable String name) {
    String text = name == null ? "" : name.strip();
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      throw wrong("O campo 'name' precisa de 1 a " + LONGEST_NAME + " caracteres.");
    }
    return text;
  }

  private String template(@Nullable String name) {
    if (name == null || templates.named(name.strip()).isEmpty()) {
      throw wrong(
          "O campo 'template' precisa do nome de um modelo de routes/templates; há: %s.%s"
              .formatted(String.join(", ", templates.names()), SqlAudience.NOT_YET));
    }
    return name.strip();
  }

  /** A template that nobody of the audience can fill is a mistake of the campaign. */
  private void complete(Plan plan, List<String> columns) {
    TreeSet<String> missing = new TreeSet<>();
    templates
        .named(plan.template())
        .ifPresent(
            filler ->
                filler
                    .parameters()
                    .forEach(
                        (name, optional) -> {
                          if (!optional
                              && !columns.contains(name)
                              && !plan.facts().containsKey(name)) {
                            missing.add(name);
                          }
                        }));
    if (!missing.isEmpty()) {
      throw wrong(
          "O modelo '%s' precisa de %s: devolva colunas com esses nomes no público (ele tem: %s), ou escreva o valor de todos em 'values'."
              .formatted(plan.template(), String.join(", ", missing), String.join(", ", columns)));
    }
  }

  private @Nullable String channel(@Nullable String id) {
    if (id == null || id.isBlank() || id.strip().equals(Channel.ANY)) {
      return null;
    }
    return channels
        .named(id.strip())
        .filter(Channel::active)
        .map(Channel::id)
        .orElseThrow(
            () ->
                wrong(
                    "O campo 'channel' precisa do id de um canal ativo; há: %s."
                        .formatted(
                            String.join(
                                ", ",
                                channels.all().stream()
                                    .filter(Channel::active)
                                    .map(Channel::id)
                                    .toList()))));
  }

  private static @Nullable Integer between(
      String field, @Nullable Integer value, int most, String what) {
    if (value != null && (value < 1 || value > most)) {
      throw wrong("O campo '%s' precisa estar entre 1 e %d (%s).".formatted(field, most, what));
    }
    return value;
  }

  private static @Nullable String window(@Nullable String hours) {
    if (hours == null || hours.isBlank()) {
      return null;
    }
    if (!WritingHours.readable(hours.strip())) {
      throw wrong(
          "O campo 'window' precisa de horários como 09:00-18:00 (de segunda a sábado) ou seg-sex 09:00-18:00, sab 09:00-12:00; cada um começa antes de terminar, no mesmo dia.");
    }
    return hours.strip();
  }

  /** A campaign whose hours never open would run for ever. */
  private void opens(Plan plan) {
    String window = plan.hours();
    List<String> ways =
        plan.channel() == null
            ? channels.all().stream().filter(Channel::active).map(Channel::id).toList()
            : List.of(plan.channel());
    if (window != null
        && !ways.isEmpty()
        && ways.stream().noneMatch(way -> hours.ever(way, window, null))) {
      throw wrong(
          "O campo 'window' (%s) nunca cai no horário em que o hub pode escrever primeiro por %s ('quietHours' do canal, ou RECADO_QUIET_HOURS): mude 'window', ou escolha outro canal em 'channel'."
              .formatted(window, String.join(", ", ways)));
    }
  }

  private static @Nullable Duration again(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Duration time = WrittenDuration.read(text);
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("out of range");
      }
      return time;
    } catch (IllegalArgumentException e) {
      throw wrong("O campo 'notAgainWithin' precisa de um tempo com a unidade, como 30d ou 12h.");
    }
  }

  private static UnusableCampaignException wrong(String message) {
    return new UnusableCampaignException(message);
  }
}
