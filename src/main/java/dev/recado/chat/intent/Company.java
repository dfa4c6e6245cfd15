package dev.recado.chat.intent;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One state of {@code routes/intents/business.yaml}. */
final class Company {

  private static final String QUESTIONS = "qualificacao";

  private final Map<String, String> facts;
  private final Choices areas;
  private final Map<String, String> openings;
  private final List<LeadQuestion> questions;

  private Company(
      Map<String, String> facts,
      Map<String, List<String>> areas,
      Map<String, String> openings,
      List<LeadQuestion> questions) {
    this.questions = questions;
    this.facts = Collections.unmodifiableMap(facts);
    this.areas = Choices.of(areas);
    this.openings = openings;
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
      return new Company(
          facts(map),
          areas(map.get("areas")),
          openings(map.get("areas")),
          LeadQuestion.read(map.get(QUESTIONS)));
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
          if (!key.equals("areas") && !key.equals(QUESTIONS)) {
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
    return areas.in(text);
  }

  Optional<String> areaAnswer(@Nullable String text) {
    return areas.answer(text);
  }

  List<LeadQuestion> questions() {
    return questions;
  }

  List<String> areas() {
    return areas.entries();
  }

  Map<String, String> facts() {
    return facts;
  }
}
