package dev.recado.authoring.flowtest;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Compares an expected value with the actual one. */
final class Match {

  private static final String ABSENT = "absent";

  /** The names of matchers. A map with one of these as its only key is a matcher. */
  static final Set<String> MATCHERS = Set.of("contains", "matches", ABSENT);

  private Match() {}

  /**
   * A difference.
   *
   * @param at the place of the expectation
   * @param path the path of the field, such as {@code whatsapp-text.text}
   * @param sentence a sentence with the expectation and the result
   */
  record Difference(Spot at, String path, String sentence) {}

  /** Compares two values. Maps only have to agree in the expected fields. */
  static Optional<Difference> compare(Part expected, @Nullable Object came, String path) {
    if (isMatcher(expected)) {
      return byMatcher(expected, came, path);
    }
    if (expected.isMap()) {
      return maps(expected, came, path);
    }
    if (expected.isList()) {
      return lists(expected, came, path);
    }
    Object value = expected.value();
    return same(value, came)
        ? Optional.empty()
        : different(expected, path, "expected " + Show.value(value), came);
  }

  private static boolean isMatcher(Part expected) {
    return expected.isMap()
        && expected.fields().size() == 1
        && MATCHERS.containsAll(expected.fields().keySet());
  }

  private static Optional<Difference> byMatcher(Part expected, @Nullable Object came, String path) {
    Map.Entry<String, Part> matcher = expected.fields().entrySet().iterator().next();
    Part wanted = matcher.getValue();
    String text = came == null ? null : text(came);
    return switch (matcher.getKey()) {
      case "contains" ->
          text != null && text.contains(wanted.text())
              ? Optional.empty()
              : different(wanted, path, "expected to contain " + Show.value(wanted.text()), came);
      case "matches" ->
          text != null && pattern(wanted).matcher(text).find()
              ? Optional.empty()
              : different(wanted, path, "expected to match /" + wanted.text() + "/", came);
      default ->
          wanted.flag() == (came == null)
              ? Optional.empty()
              : different(wanted, path, wanted.flag() ? "expected nothing" : "expected any", came);
    };
  }

  private static String text(Object came) {
    return came instanceof Map<?, ?> || came instanceof List<?>
        ? Show.value(came)
        : String.valueOf(came);
  }

  private static Pattern pattern(Part wanted) {
    try {
      return Pattern.compile(wanted.text(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw wanted.wrong("This is no regular expression: " + e.getDescription());
    }
  }

  private static Optional<Difference> maps(Part expected, @Nullable Object came, String path) {
    if (!(came instanceof Map<?, ?> map)) {
      return different(expected, path, "expected " + Show.value(expected.value()), came);
    }
    return expected.fields().entrySet().stream()
        .map(field -> field(field.getValue(), map, field.getKey(), path + "." + field.getKey()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A null is a field, too: the other system gets it. */
  private static Optional<Difference> field(
      Part expected, Map<?, ?> map, String name, String path) {
    boolean aboutNull = map.containsKey(name) && map.get(name) == null;
    if (!aboutNull || !isMatcher(expected) || !expected.fields().containsKey(ABSENT)) {
      return compare(expected, map.get(name), path);
    }
    Part absent = expected.fields().values().iterator().next();
    return absent.flag()
        ? Optional.of(
            new Difference(absent.spot(), path, path + ": expected nothing, but came null"))
        : Optional.empty();
  }

  private static Optional<Difference> lists(Part expected, @Nullable Object came, String path) {
    List<Part> items = expected.items();
    if (!(came instanceof List<?> list) || list.size() != items.size()) {
      return different(expected, path, "expected " + Show.value(expected.value()), came);
    }
    for (int i = 0; i < items.size(); i++) {
      Optional<Difference> difference = compare(items.get(i), list.get(i), path + "[" + i + "]");
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** Numbers are equal if they have the same value, such as 10 and 10.00. So are durations. */
  private static boolean same(@Nullable Object expected, @Nullable Object came) {
    if (came instanceof Duration length && expected != null) {
      return Durations.read(expected.toString()).filter(length::equals).isPresent();
    }
    if (expected == null || came == null) {
      return expected == came;
    }
    if (expected instanceof Number && came instanceof Number) {
      return new BigDecimal(expected.toString()).compareTo(new BigDecimal(came.toString())) == 0;
    }
    if (expected instanceof Boolean || came instanceof Boolean) {
      return expected.equals(came);
    }
    return expected.toString().equals(came.toString());
  }

  private static Optional<Difference> different(
      Part at, String path, String expected, @Nullable Object came) {
    String but = came == null ? "but there is none" : "but came " + Show.value(came);
    return Optional.of(new Difference(at.spot(), path, path + ": " + expected + ", " + but));
  }
}
