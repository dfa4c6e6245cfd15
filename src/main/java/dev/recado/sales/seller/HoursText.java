package dev.recado.sales.seller;

import dev.recado.chat.intent.PlainText;
import dev.recado.sales.seller.WorkingHours.Span;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Working hours as people write them: {@code {"segunda": ["09:00-12:00", "13:00-18:00"]}}. */
public final class HoursText {

  private static final List<String> DAYS =
      List.of("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo");

  private static final String FIELD = "O campo 'horario' ";

  private static final Pattern SPAN =
      Pattern.compile("\\s*(\\d{1,2}):(\\d{2})\\s*(?:-|–|às|as|a)\\s*(\\d{1,2}):(\\d{2})\\s*");

  private HoursText() {}

  /**
   * Writes hours.
   *
   * @param hours the hours
   * @return texts by the names of the days, from Monday on, without free days
   */
  public static Map<String, List<String>> write(WorkingHours hours) {
    Map<String, List<String>> written = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Span> spans = hours.on(day);
      if (!spans.isEmpty()) {
        written.put(
            DAYS.get(day.ordinal()),
            spans.stream().map(span -> span.from() + "-" + span.to()).toList());
      }
    }
    return written;
  }

  /**
   * Reads hours. A missing day is free.
   *
   * @param written texts such as {@code 09:00-18:00} by the names of the days, with or without
   *     accents and {@code -feira}; a single text may replace a list of one
   * @throws SellerRefusedException with a sentence that names the mistake
   */
  public static WorkingHours read(Map<?, ?> written) {
    Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
    written.forEach(
        (name, value) -> {
          DayOfWeek day = day(String.valueOf(name));
          if (week.put(day, spans(DAYS.get(day.ordinal()), value)) != null) {
            throw wrong("traz " + DAYS.get(day.ordinal()) + " duas vezes.");
          }
        });
    week.values().removeIf(List::isEmpty);
    return new WorkingHours(week);
  }

  private static DayOfWeek day(String name) {
    return dayNamed(name)
        .orElseThrow(
            () ->
                wrong(
                    "traz o dia '"
                        + name
                        + "', que não existe; dias: "
                        + String.join(", ", DAYS)
                        + "."));
  }

  /**
   * Finds a day of the week by its name.
   *
   * @param name with or without accents and {@code -feira}, in any case
   */
  public static Optional<DayOfWeek> dayNamed(String name) {
    String plain = PlainText.fold(name).replaceFirst("[- ]feira$", "");
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> PlainText.fold(DAYS.get(day.ordinal())).equals(plain))
        .findFirst();
  }

  /**
   * Names a day of the week.
   *
   * @param day the day
   * @return its short name in Portuguese, for example {@code terça}
   */
  public static String name(DayOfWeek day) {
    return DAYS.get(day.ordinal());
  }

  private static List<Span> spans(String day, @Nullable Object value) {
    List<Span> spans = new ArrayList<>();
    for (Object text : value instanceof List<?> list ? list : List.of(String.valueOf(value))) {
      spans.add(span(day, String.valueOf(text)));
    }
    spans.sort(Comparator.comparing(Span::from));
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).from().isBefore(spans.get(i - 1).to())) {
        throw wrong("traz em " + day + " dois períodos que se sobrepõem.");
      }
    }
    return List.copyOf(spans);
  }

  private static Span span(String day, String text) {
    Matcher matcher = SPAN.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw wrong("traz em " + day + " '" + text + "'; escreva por exemplo 09:00-18:00.");
    }
    LocalTime from = time(day, matcher.group(1), matcher.group(2));
    LocalTime to = time(day, matcher.group(3), matcher.group(4));
    if (!from.isBefore(to)) {
      throw wrong("traz em " + day + " '" + text + "', que termina antes de começar.");
    }
    return new Span(from, to);
  }

  private static LocalTime time(String day, String hour, String minute) {
    int hours = Integer.parseInt(hour);
    int minutes = Integer.parseInt(minute);
    if (hours > 23 || minutes > 59) {
      throw wrong("traz em " + day + " a hora " + hour + ":" + minute + ", que não existe.");
    }
    return LocalTime.of(hours, minutes);
  }

  private static SellerRefusedException wrong(String rest) {
    return SellerRefusedException.wrong(FIELD + rest);
  }
}
