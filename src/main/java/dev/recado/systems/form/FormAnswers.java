package dev.recado.systems.form;

import dev.recado.spine.flow.UnprocessableException;
import dev.recado.systems.source.SourceBody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answers in the post of any form builder by its structure: names with values, objects
 * with a label and a value, lists of these, and JSON packed into a text.
 */
final class FormAnswers {

  private static final List<String> TITLES =
      List.of("title", "label", "question", "field_label", "fieldname", "name", "ref", "key", "id");
  private static final List<String> VALUES =
      List.of("value", "values", "answer", "raw_value", "response");
  private static final List<String> TEXTS =
      List.of("label", "labels", "text", "value", "full", "formatted", "name", "email", "phone");

  /** Names of what holds the answers; around it the builder describes the form itself. */
  static final Set<String> HOLDERS =
      Set.of(
          "data",
          "fields",
          "list",
          "answers",
          "field_data",
          "namedvalues",
          "form_response",
          "submission",
          "submissions",
          "responses",
          "payload",
          "form_data",
          "entry",
          "properties");

  private static final Set<String> FIRST = Set.of("first", "firstname", "first_name");
  private static final Set<String> LAST = Set.of("last", "lastname", "last_name");
  private static final Set<String> NAME_PARTS =
      Set.of(
          "prefix",
          "first",
          "middle",
          "last",
          "suffix",
          "firstname",
          "lastname",
          "first_name",
          "middle_name",
          "last_name");

  /** No form has more fields. */
  private static final int MOST = 1_000;

  private static final int DEEPEST = 20;

  /** A number with more digits was not typed by a person. */
  private static final int MOST_DIGITS = 40;

  /** In characters; one field may hold a whole form as JSON. */
  private static final int LONGEST_PACKED = 200_000;

  private final List<Answer> answers = new ArrayList<>();
  private final Map<String, String> titles = new HashMap<>();
  private boolean cut;

  private FormAnswers() {}

  /**
   * Reads the answers, in their order.
   *
   * @throws UnprocessableException if there are more than any form has; the phone may be among the
   *     rest, so a person must look
   */
  static List<Answer> of(@Nullable Object body) {
    FormAnswers found = new FormAnswers();
    found.titles(body, 0);
    found.walk(body, List.of(), false, 0);
    if (found.cut) {
      throw new UnprocessableException(
          "O formulário tem mais de %d campos ou %d níveis: envie só os que o visitante preenche, e atenda esta pessoa à mão"
              .formatted(MOST, DEEPEST));
    }
    return found.answers;
  }

  /** Some builders send the questions apart from the answers; their ids connect them. */
  private void titles(@Nullable Object node, int depth) {
    if (depth > DEEPEST || titles.size() > MOST) {
      return;
    }
    if (node instanceof List<?> list) {
      list.forEach(item -> titles(item, depth + 1));
    } else if (node instanceof Map<?, ?> map) {
      String title = scalar(first(map, List.of("title", "label", "question")));
      if (title != null && first(map, VALUES) == null) {
        Stream.of("id", "ref", "key", "qid")
            .map(name -> scalar(get(map, name)))
            .filter(Objects::nonNull)
            .forEach(id -> titles.putIfAbsent(id, title));
      }
      map.values().forEach(value -> titles(value, depth + 1));
    }
  }

  private void walk(@Nullable Object node, List<String> path, boolean apart, int depth) {
    if (depth > DEEPEST || answers.size() >= MOST) {
      cut = true;
      return;
    }
    if (node instanceof Map<?, ?> map) {
      object(map, path, depth);
    } else if (node instanceof List<?> list) {
      list(list, path, apart, depth);
    } else if (node instanceof String text && packed(text) != null) {
      walk(packed(text), path, apart, depth + 1);
    } else {
      add(path, List.of(), scalar(node), node == null, apart);
    }
  }

  private void object(Map<?, ?> map, List<String> path, int depth) {
    if (isQuestion(map)) {
      return;
    }
    String whole = whole(map);
    Object value = answered(map, path);
    if (value != null || isAnswer(map)) {
      add(path, labels(map), value == null ? "" : text(value, map), false, false);
    } else if (whole != null) {
      add(path, List.of(), whole, false, false);
    } else {
      boolean holds =
          map.entrySet().stream()
              .anyMatch(
                  one ->
                      one.getValue() instanceof Map<?, ?> || one.getValue() instanceof List<?>
                          ? HOLDERS.contains(lower(one.getKey()))
                          : false);
      map.forEach(
          (name, below) -> {
            boolean beside = holds && !HOLDERS.contains(lower(name));
            walk(below, longer(path, String.valueOf(name)), beside, depth + 1);
          });
    }
  }

  private void list(List<?> list, List<String> path, boolean apart, int depth) {
    boolean plain = list.stream().noneMatch(i -> i instanceof Map<?, ?> || i instanceof List<?>);
    if (plain && list.size() <= 1 || plain && !path.isEmpty() && !bare(path)) {
      String text =
          list.stream()
              .map(FormAnswers::scalar)
              .filter(Objects::nonNull)
              .filter(item -> !item.isBlank())
              .collect(Collectors.joining(", "));
      add(path, List.of(), text, false, apart);
    } else {
      // The name of a list is not the name of its items.
      List<String> items = plain ? List.of() : longer(path, "");
      list.forEach(item -> walk(item, items, apart, depth + 1));
    }
  }

  /** A list of bare values does not belong to one field. */
  private static boolean bare(List<String> path) {
    return VALUES.contains(lower(path.get(path.size() - 1)));
  }

  private void add(
      List<String> path,
      List<String> labels,
      @Nullable String text,
      boolean absent,
      boolean apart) {
    if (absent || text == null) {
      return;
    }
    int last = path.size() - 1;
    List<String> all = new ArrayList<>(labels);
    if (last >= 0) {
      String name = path.get(last);
      String title = titles.get(name);
      if (title != null && all.isEmpty()) {
        all.add(title);
      }
      if (!name.isEmpty()) {
        all.add(name);
      }
    }
    answers.add(new Answer(all, last > 0 ? path.subList(0, last) : List.of(), text.strip(), apart));
  }

  private static boolean isAnswer(Map<?, ?> map) {
    return scalar(first(map, TITLES)) != null
        && map.keySet().stream().map(FormAnswers::lower).anyMatch(VALUES::contains)
        && single(first(map, VALUES))
        && !flat(map);
  }

  /** A question in the description of the form itself: its words are no answer. */
  private static boolean isQuestion(Map<?, ?> map) {
    return first(map, List.of("title", "label", "question")) != null
        && get(map, "type") != null
        && map.keySet().stream().map(FormAnswers::lower).noneMatch(VALUES::contains)
        && get(map, "field") == null
        && !flat(map);
  }

  /** Whether the visitor's fields stand directly in this object. */
  private static boolean flat(Map<?, ?> map) {
    return map.size() > 1
        && map.entrySet().stream()
            .anyMatch(
                one ->
                    scalar(one.getValue()) != null
                        && FieldNames.phone(String.valueOf(one.getKey())));
  }

  /**
   * Whether it can be the value of one answer: a text, a choice, several choices, parts of a name.
   */
  private static boolean single(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().allMatch(item -> !(item instanceof Map<?, ?> map) || !isAnswer(map));
    }
    return !(value instanceof Map<?, ?> map)
        || whole(map) != null
        || !flat(map) && first(map, TEXTS) != null;
  }

  /** The value of an object that is one answer, otherwise null. */
  private static @Nullable Object answered(Map<?, ?> map, List<String> path) {
    String type = scalar(get(map, "type"));
    Object typed = type == null ? null : get(map, lower(type));
    if (typed != null && get(map, "field") != null) {
      return typed;
    }
    boolean named = !path.isEmpty() && scalar(get(map, "value")) != null && !flat(map);
    return isAnswer(map) || named ? first(map, VALUES) : null;
  }

  private List<String> labels(Map<?, ?> map) {
    List<String> labels = new ArrayList<>();
    for (Object place : new Object[] {get(map, "field"), map}) {
      if (place instanceof Map<?, ?> named) {
        Stream.of("id", "ref", "key")
            .map(name -> scalar(get(named, name)))
            .filter(Objects::nonNull)
            .map(titles::get)
            .filter(Objects::nonNull)
            .forEach(labels::add);
        TITLES.stream()
            .map(name -> scalar(get(named, name)))
            .filter(Objects::nonNull)
            .forEach(labels::add);
      } else if (place instanceof String name) {
        labels.add(name);
      }
    }
    String type = scalar(get(map, "type"));
    if (type != null) {
      labels.add(type);
    }
    return labels.stream().distinct().toList();
  }

  /** Joins a name or a phone that comes in parts. */
  private static @Nullable String whole(Map<?, ?> map) {
    Set<String> keys = map.keySet().stream().map(FormAnswers::lower).collect(Collectors.toSet());
    if (NAME_PARTS.containsAll(keys) && keys.stream().anyMatch(FIRST::contains)) {
      return Stream.of(FIRST, LAST)
          .map(part -> scalar(first(map, List.copyOf(part))))
          .filter(Objects::nonNull)
          .collect(Collectors.joining(" "));
    }
    if (keys.contains("full") && keys.size() == 1) {
      return scalar(get(map, "full"));
    }
    return keys.equals(Set.of("area", "phone"))
        ? "(" + scalar(get(map, "area")) + ") " + scalar(get(map, "phone"))
        : null;
  }

  /** The text of an answer's value; a choice counts by its words and not by its id. */
  private static String text(Object value, Map<?, ?> answer) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> item == null ? "" : text(item, answer))
          .filter(item -> !item.isEmpty())
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> map) {
      String whole = whole(map);
      Object inner = whole == null ? first(map, TEXTS) : whole;
      return inner == null ? "" : text(inner, Map.of());
    }
    String text = String.valueOf(scalar(value));
    if (get(answer, "options") instanceof List<?> options) {
      for (Object option : options) {
        if (option instanceof Map<?, ?> map && text.equals(scalar(get(map, "id")))) {
          String words = scalar(first(map, List.of("text", "label", "value")));
          return words == null ? text : words;
        }
      }
    }
    return text;
  }

  private static @Nullable Object packed(String text) {
    boolean json =
        text.length() <= LONGEST_PACKED
            && (text.startsWith("{") && text.endsWith("}")
                || text.startsWith("[") && text.endsWith("]"));
    Object value = json ? SourceBody.json(text) : null;
    return value instanceof Map<?, ?> || value instanceof List<?> ? value : null;
  }

  private static @Nullable Object first(Map<?, ?> map, List<String> names) {
    return names.stream()
        .map(name -> get(map, name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Object get(Map<?, ?> map, String name) {
    Object exact = map.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<?, ?> one : map.entrySet()) {
      if (lower(one.getKey()).equals(name)) {
        return one.getValue();
      }
    }
    return null;
  }

  private static @Nullable String scalar(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      boolean typed = Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS;
      return typed ? number.stripTrailingZeros().toPlainString() : number.toString();
    }
    boolean plain =
        value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    return plain ? String.valueOf(value) : null;
  }

  private static List<String> longer(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static String lower(@Nullable Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }
}
