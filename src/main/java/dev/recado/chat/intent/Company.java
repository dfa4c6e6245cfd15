package dev.recado.chat.intent;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One state of {@code routes/intents/business.yaml}. */
final class Company {

  private static final Pattern NUMBER =
      Pattern.compile(
          // The bound keeps the stack small, because each repetition takes room on it.
          "(?:(?:a|o|e|eh|opcao|numero|n|no|quero|pode ser|area) ){0,9}(\\d{1,2}|[a-z]+)[ao]?(?: opcao)?");

  private static final List<String> ORDINALS =
      List.of("primeir", "segund", "terceir", "quart", "quint", "sext", "setim", "oitav", "non");

  private static final List<String> CARDINALS =
      List.of("um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove");

  private final Map<String, String> facts;
  private final List<String> areas;
  private final Map<String, String> openings;
  private final List<Name> names;

  /** One or more words that mean an area, folded. */
  private record Name(String words, String area) {

    Pattern pattern() {
      return Pattern.compile("(?<![a-z0-9])" + Pattern.quote(words) + "(?![a-z0-9])");
    }
  }

  private Company(
      Map<String, String> facts, Map<String, List<String>> areas, Map<String, String> openings) {
    this.facts = Collections.unmodifiableMap(facts);
    this.areas = List.copyOf(areas.keySet());
    this.openings = openings;
    this.names = new ArrayList<>();
    areas.forEach(
        (area, words) -> words.forEach(w -> names.add(new Name(PlainText.fold(w), area))));
    // The longer names come first: "suporte comercial" is not "suporte".
    names.sort(Comparator.comparingInt((Name name) -> name.words().length()).reversed());
  }

  /**
   * Reads the file.
   *
   * @throws UnusableFileException if it cannot be read
   */
  static Company read(Resource file) {
    try (InputStream stream = file.getInputStream()) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
      if (!(yaml instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException("it is no map of names and texts");
      }
      return new Company(facts(map), areas(map.get("areas")), openings(map.get("areas")));
    } catch (IOException | RuntimeException e) {
      throw new UnusableFileException(
          IntentFiles.BUSINESS,
          "The company's file routes/intents/business.yaml cannot be read: " + e.getMessage(),
          "Correct it; its own comments say what belongs into it.",
          e);
    }
  }

  private static Map<String, String> facts(Map<?, ?> yaml) {
    Map<String, String> facts = new LinkedHashMap<>();
    yaml.forEach(
        (key, value) -> {
          if (!key.equals("areas")) {
            facts.put(String.valueOf(key), String.valueOf(value).strip());
          }
        });
    if (!facts.containsKey("nome")) {
      throw new IllegalArgumentException("it has no 'nome'");
    }
    return facts;
  }

  private static Map<String, List<String>> areas(@Nullable Object yaml) {
    Map<String, List<String>> areas = new LinkedHashMap<>();
    for (Object entry : yaml instanceof List<?> list ? list : List.of()) {
      if (!(entry instanceof Map<?, ?> area) || !(area.get("nome") instanceof String name)) {
        throw new IllegalArgumentException("an area has no 'nome'");
      }
      List<String> words = new ArrayList<>(List.of(name));
      if (area.get("sinonimos") instanceof List<?> synonyms) {
        synonyms.forEach(word -> words.add(String.valueOf(word)));
      }
      areas.put(name, words);
    }
    return areas;
  }

  private static Map<String, String> openings(@Nullable Object areas) {
    Map<String, String> openings = new LinkedHashMap<>();
    for (Object entry : areas instanceof List<?> list ? list : List.of()) {
      if (entry instanceof Map<?, ?> area && area.get("abertura") instanceof String template) {
        openings.put(String.valueOf(area.get("nome")), template);
      }
    }
    return openings;
  }

  Optional<String> opening(String area) {
    return Optional.ofNullable(openings.get(area));
  }

  String name() {
    return facts.getOrDefault("nome", "");
  }

  Optional<String> areaIn(@Nullable String text) {
    String rest = text == null ? "" : PlainText.fold(text);
    Set<String> found = new LinkedHashSet<>();
    for (Name name : names) {
      Matcher matcher = name.pattern().matcher(rest);
      if (matcher.find()) {
        found.add(name.area());
        rest = matcher.replaceAll("|");
      }
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  Optional<String> areaAnswer(@Nullable String text) {
    Optional<String> named = areaIn(text);
    if (named.isPresent() || text == null) {
      return named;
    }
    int place = place(PlainText.fold(text).replaceAll("[^a-z0-9]+", " ").strip());
    return place >= 1 && place <= areas.size()
        ? Optional.of(areas.get(place - 1))
        : Optional.empty();
  }

  /** The number of the chosen area, from 1; 0 if the answer is no place in a list. */
  private int place(String answer) {
    Matcher matcher = NUMBER.matcher(answer);
    if (!matcher.matches()) {
      return 0;
    }
    String word = matcher.group(1);
    if (Character.isDigit(word.charAt(0))) {
      return Integer.parseInt(word);
    }
    if (word.matches("ultim[ao]?")) {
      return areas.size();
    }
    int ordinal = ORDINALS.indexOf(word.replaceFirst("[ao]$", ""));
    return 1 + (ordinal >= 0 ? ordinal : CARDINALS.indexOf(word.replace("duas", "dois")));
  }

  List<String> areas() {
    return areas;
  }

  Map<String, String> facts() {
    return facts;
  }
}
