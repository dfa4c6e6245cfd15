package dev.recado.sales.agenda;

import dev.recado.chat.entity.Entities;
import dev.recado.chat.entity.Entity;
import dev.recado.chat.intent.PlainText;
import dev.recado.ground.database.StorableText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time that a text asks for.
 *
 * @param days the days in the text, each once
 * @param times the times of day in the text, each once
 * @param window a part of the day, or null
 * @param either whether the text leaves a choice, as {@code dia 5 ou 6} does
 * @param exact whether the hour cannot mean the one twelve hours later
 */
record WishedTime(
    List<LocalDate> days,
    List<LocalTime> times,
    @Nullable Window window,
    boolean either,
    boolean exact) {

  static final WishedTime NOTHING = new WishedTime(List.of(), List.of(), null, false, false);

  private static final int NEARBY = 24;

  /** In characters. A longer text was pasted, and its beginning is enough. */
  private static final int MOST_READ = 4_096;

  /** In "dia 5 ou 6" the second number is a day without the word "dia". */
  private static final Pattern SECOND_DAY =
      Pattern.compile(
          "(?iu)\\bdias? (\\d{1,2}) (e|ou) (?:o )?(?:dia )?(\\d{1,2})(?!\\d|h|:|/| ?hora)");

  /** In "às 15 ou 16h" the second number is an hour. */
  private static final Pattern SECOND_HOUR =
      Pattern.compile(
          "(?iu)\\b([aà]s \\d{1,2}(?:h\\d{0,2}|:\\d\\d)?) ou (?:[aà]s )?(\\d{1,2}(?:h\\d{0,2}|:\\d\\d)?)(?!\\d|/)");

  private static final Pattern BETWEEN =
      Pattern.compile("\\b(?:entre|das)\\b.{0,200}\\b(?:e|as|ate)\\b");
  private static final Pattern FROM = Pattern.compile("(?:depois|apos|a partir)(?: d?as?)? ?$");
  private static final Pattern UNTIL = Pattern.compile("(?:antes|ate)(?: d?as?)? ?$");
  private static final Pattern EXACT =
      Pattern.compile("\\b0\\d|\\b(?:manha|madrugada|noite|tarde)\\b|meia|meio");

  private static final Map<Pattern, Window> PARTS = parts();

  private static Map<Pattern, Window> parts() {
    Map<Pattern, Window> parts = new LinkedHashMap<>();
    parts.put(Pattern.compile("\\b(?:fim|final) d[ae] tarde\\b"), window(16, 18));
    parts.put(Pattern.compile("\\b(?:depois|apos) d?o almoco\\b"), window(13, 18));
    parts.put(Pattern.compile("\\b(?:manha|manhazinha|cedo|antes do almoco)\\b"), window(0, 12));
    parts.put(Pattern.compile("\\btarde(?:zinha)?\\b"), window(12, 18));
    parts.put(Pattern.compile("\\bnoite\\b"), new Window(LocalTime.of(18, 0), LocalTime.MAX));
    return parts;
  }

  private static Window window(int from, int to) {
    return new Window(LocalTime.of(from, 0), LocalTime.of(to, 0));
  }

  WishedTime {
    days = List.copyOf(days);
    times = List.copyOf(times);
  }

  /**
   * Reads a text.
   *
   * @param text the text as written, or null
   * @param now the time of writing
   * @param zone the writer's time zone
   */
  static WishedTime in(@Nullable String text, Instant now, ZoneId zone) {
    String written = expandShortForms(text == null ? "" : StorableText.cut(text, MOST_READ));
    String folded = PlainText.fold(written);
    List<LocalDate> days = new ArrayList<>();
    List<Entity> hours = new ArrayList<>();
    for (Entity entity : Entities.find(written, now, zone)) {
      if (entity.value() instanceof LocalDate day && !days.contains(day)) {
        days.add(day);
      } else if (entity.value() instanceof LocalTime) {
        hours.add(entity);
      }
    }
    List<LocalTime> times =
        hours.stream().map(hour -> (LocalTime) hour.value()).distinct().toList();
    Window explicit = explicitWindow(written, folded, hours, times);
    if (explicit != null) {
      return new WishedTime(days, List.of(), explicit, days.size() > 1, true);
    }
    boolean either = days.size() > 1 || times.size() > 1;
    boolean exact = hours.stream().allMatch(hour -> isExact(hour.text()));
    return new WishedTime(days, times, times.isEmpty() ? partOfDay(folded) : null, either, exact);
  }

  private static String expandShortForms(String text) {
    String days = SECOND_DAY.matcher(text).replaceAll("dia $1 $2 dia $3");
    return SECOND_HOUR.matcher(days).replaceAll("$1 ou às $2");
  }

  /** "Entre 14h e 16h", "depois das 15h", "antes das 10". */
  private static @Nullable Window explicitWindow(
      String written, String folded, List<Entity> hours, List<LocalTime> times) {
    if (times.size() == 2
        && BETWEEN.matcher(folded).find()
        && times.get(0).isBefore(times.get(1))) {
      return new Window(times.get(0), times.get(1));
    }
    if (times.size() != 1) {
      return null;
    }
    String before = wordsBefore(written, hours.get(0));
    return FROM.matcher(before).find()
        ? new Window(times.get(0), LocalTime.MAX)
        : UNTIL.matcher(before).find() ? new Window(LocalTime.MIN, times.get(0)) : null;
  }

  /** The few words before the digits of an hour. */
  private static String wordsBefore(String written, Entity hour) {
    String nearby = written.substring(Math.max(0, hour.start() - NEARBY), hour.start());
    return PlainText.fold(nearby + hour.text().replaceFirst("\\d.*", ""));
  }

  private static boolean isExact(String hour) {
    return EXACT.matcher(PlainText.fold(hour)).find();
  }

  private static @Nullable Window partOfDay(String folded) {
    return PARTS.entrySet().stream()
        .filter(part -> part.getKey().matcher(folded).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The same without a certain day and time: the ones that the customer wants to leave. */
  WishedTime without(LocalDate day, LocalTime time) {
    List<LocalDate> otherDays = days.size() > 1 ? allExcept(days, day) : days;
    List<LocalTime> otherTimes = times.size() > 1 ? allExcept(times, time) : times;
    boolean changed = otherDays.size() < days.size() || otherTimes.size() < times.size();
    boolean stillEither = changed ? otherDays.size() > 1 || otherTimes.size() > 1 : either;
    return new WishedTime(otherDays, otherTimes, window, stillEither, exact);
  }

  private static <T> List<T> allExcept(List<T> all, T one) {
    return all.stream().filter(other -> !other.equals(one)).toList();
  }

  /** The same; a missing day or time comes from what the customer said before. */
  WishedTime or(@Nullable LocalDate day, @Nullable LocalTime time) {
    return new WishedTime(
        days.isEmpty() && day != null ? List.of(day) : days,
        times.isEmpty() && window == null && time != null ? List.of(time) : times,
        window,
        either,
        times.isEmpty() || exact);
  }

  /** The same; a missing part of the day comes from what the customer said before. */
  WishedTime within(@Nullable Window before) {
    return times.isEmpty() && window == null && before != null
        ? new WishedTime(days, times, before, either, exact)
        : this;
  }

  @Nullable LocalDate day() {
    return days.size() == 1 ? days.get(0) : null;
  }

  @Nullable LocalTime time() {
    return times.size() == 1 ? times.get(0) : null;
  }

  boolean saysNothing() {
    return days.isEmpty() && times.isEmpty() && window == null;
  }

  /** The part of the day, or the whole day. */
  Window within() {
    return window == null ? Window.ANY : window;
  }
}
