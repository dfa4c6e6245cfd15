package dev.recado.chat.intent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fact by which the company qualifies leads, and the question for it: an entry of {@code
 * qualificacao} in {@code routes/intents/business.yaml}.
 *
 * @param fact its name, of small letters, digits and underscores
 * @param label its name for sellers, for example {@code Orçamento}
 * @param question the question as customers read it, without the numbered options
 * @param kind how the answer is read
 * @param options the possible answers in the order of the list; empty for other kinds
 * @param areas the areas whose leads are asked; empty means all
 */
public record LeadQuestion(
    String fact,
    String label,
    String question,
    Kind kind,
    List<String> options,
    List<String> areas) {

  /** The valid names of facts. */
  public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /** The fields of an entry. */
  public static final List<String> FIELDS =
      List.of("fato", "pergunta", "tipo", "opcoes", "areas", "rotulo");

  /** How an answer is read. */
  public enum Kind {
    /** An amount of money. */
    AMOUNT("valor"),
    /** A day, or a stretch of time. */
    TERM("prazo"),
    /** A city. */
    CITY("cidade"),
    /** Any words. */
    TEXT("texto"),
    /** One of a numbered list. */
    OPTIONS("opcoes");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /**
     * Finds a kind by its word in the file.
     *
     * @param word such as {@code valor}
     */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /**
     * Lists the words of all kinds.
     *
     * @return in the order of this enum
     */
    public static List<String> words() {
      return Arrays.stream(values()).map(kind -> kind.word).toList();
    }
  }

  /** Copies the lists. */
  public LeadQuestion {
    options = List.copyOf(options);
    areas = List.copyOf(areas);
  }

  /**
   * Tells whether leads of an area are asked.
   *
   * @param area the area's name, or null if it is not known
   */
  public boolean concerns(@Nullable String area) {
    return areas.isEmpty() || (area != null && areas.contains(area));
  }

  /**
   * Reads the list of a file.
   *
   * @param yaml the value of {@code qualificacao}, or null
   * @throws IllegalArgumentException if an entry is wrong
   */
  static List<LeadQuestion> read(@Nullable Object yaml) {
    if (yaml == null) {
      return List.of();
    }
    if (!(yaml instanceof List<?> list)) {
      throw new IllegalArgumentException("'qualificacao' is no list");
    }
    List<LeadQuestion> questions = new ArrayList<>();
    for (Object entry : list) {
      LeadQuestion question = question(entry);
      if (questions.stream().anyMatch(other -> other.fact().equals(question.fact()))) {
        throw new IllegalArgumentException(
            "'qualificacao' has the fact '" + question.fact() + "' twice");
      }
      questions.add(question);
    }
    return List.copyOf(questions);
  }

  private static LeadQuestion question(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)
        || !(map.get("fato") instanceof String fact)
        || !NAME.matcher(fact).matches()) {
      throw new IllegalArgumentException("an entry of 'qualificacao' has no valid 'fato'");
    }
    if (!(map.get("pergunta") instanceof String question) || question.isBlank()) {
      throw new IllegalArgumentException("the fact '" + fact + "' has no 'pergunta'");
    }
    Kind kind =
        Kind.of(String.valueOf(map.get("tipo")))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the fact '" + fact + "' has a 'tipo' that is none of " + Kind.words()));
    List<String> options = texts(map.get("opcoes"));
    if (kind == Kind.OPTIONS && options.size() < 2) {
      throw new IllegalArgumentException("the fact '" + fact + "' needs two 'opcoes' at least");
    }
    String label = map.get("rotulo") instanceof String given ? given.strip() : label(fact);
    return new LeadQuestion(fact, label, question.strip(), kind, options, texts(map.get("areas")));
  }

  private static List<String> texts(@Nullable Object yaml) {
    return yaml instanceof List<?> list
        ? list.stream().map(String::valueOf).distinct().collect(Collectors.toList())
        : List.of();
  }

  private static String label(String fact) {
    String words = fact.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
