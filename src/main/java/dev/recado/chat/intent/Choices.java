package dev.recado.chat.intent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A numbered list that a customer chooses from, and the words that mean its entries. */
public final class Choices {

  private static final Pattern NUMBER =
      Pattern.compile(
          // The bound keeps the stack small, because each repetition takes room on it.
          "(?:(?:a|o|e|eh|opcao|numero|n|no|quero|pode ser|area) ){0,9}(\\d{1,2}|[a-z]+)[ao]?(?: opcao)?");

  private static final List<String> ORDINALS =
      List.of("primeir", "segund", "terceir", "quart", "quint", "sext", "setim", "oitav", "non");

  private static final List<String> CARDINALS =
      List.of("um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove");

  private final List<String> entries;
  private final List<Name> names = new ArrayList<>();

  /** One or more words that mean an entry, folded. */
  private record Name(String words, String entry) {

    Pattern pattern() {
      return Pattern.compile("(?<![a-z0-9])" + Pattern.quote(words) + "(?![a-z0-9])");
    }
  }

  private Choices(Map<String, List<String>> entries) {
    this.entries = List.copyOf(entries.keySet());
    entries.forEach(
        (entry, words) -> words.forEach(w -> names.add(new Name(PlainText.fold(w), entry))));
    names.removeIf(name -> name.words().isEmpty());
    // The longer names come first: "suporte comercial" is not "suporte".
    names.sort(Comparator.comparingInt((Name name) -> name.words().length()).reversed());
  }

  /**
   * Makes a list of entries.
   *
   * @param entries the words that mean an entry, by its name, in the order of the list
   */
  public static Choices of(Map<String, List<String>> entries) {
    return new Choices(entries);
  }

  /**
   * Makes a list whose entries are meant by their names alone.
   *
   * @param names the names in the order of the list, each once
   */
  public static Choices of(List<String> names) {
    return new Choices(
        names.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), List::of, (one, other) -> one, LinkedHashMap::new)));
  }

  /**
   * Finds the entry that a text is about. Case and accents do not matter.
   *
   * @param text any text, or null
   * @return the entry's name; empty if there is none or more than one
   */
  public Optional<String> in(@Nullable String text) {
    String rest = text == null ? "" : PlainText.fold(text);
    Set<String> found = new LinkedHashSet<>();
    for (Name name : names) {
      Matcher matcher = name.pattern().matcher(rest);
      if (matcher.find()) {
        found.add(name.entry());
        rest = matcher.replaceAll("|");
      }
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  /**
   * Reads the answer to the numbered list: {@code 2}, {@code a segunda}, or an entry's name.
   *
   * @param text as the customer wrote it, or null
   * @return the entry's name; empty if the answer is not clear
   */
  public Optional<String> answer(@Nullable String text) {
    Optional<String> named = in(text);
    if (named.isPresent() || text == null) {
      return named;
    }
    int place = place(PlainText.fold(text).replaceAll("[^a-z0-9]+", " ").strip());
    return place >= 1 && place <= entries.size()
        ? Optional.of(entries.get(place - 1))
        : Optional.empty();
  }

  /** The number of the chosen entry, from 1; 0 if the answer is no place in a list. */
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
      return entries.size();
    }
    int ordinal = ORDINALS.indexOf(word.replaceFirst("[ao]$", ""));
    return 1 + (ordinal >= 0 ? ordinal : CARDINALS.indexOf(word.replace("duas", "dois")));
  }

  /**
   * Lists the entries.
   *
   * @return the names in order
   */
  public List<String> entries() {
    return entries;
  }

  /**
   * Writes the list as customers read it.
   *
   * @return a line for each entry, with its number
   */
  public String numbered() {
    return IntStream.range(0, entries.size())
        .mapToObj(i -> (i + 1) + ". " + entries.get(i))
        .collect(Collectors.joining("\n"));
  }
}
