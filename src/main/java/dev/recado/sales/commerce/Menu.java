package dev.recado.sales.commerce;

import dev.recado.chat.entity.CountedWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.xdrop.fuzzywuzzy.FuzzySearch;

/**
 * The products that customers may mean by some words, whatever the spelling.
 *
 * <p>A product is certain if its name is nearly the words. If the words are part of several names,
 * the customer is asked.
 */
final class Menu {

  /** From here on a product is meant, if no other one is as near. */
  private static final int CERTAIN = 86;

  /** From here on a product may be meant. */
  private static final int POSSIBLE = 68;

  /** The names are so near that the better one of two is meant. */
  private static final int EXACT = 95;

  /** As many as one list of WhatsApp takes. */
  private static final int MOST_OPTIONS = 9;

  private static final Set<String> SMALL =
      Set.of(
          "de",
          "da",
          "do",
          "das",
          "dos",
          "a",
          "o",
          "as",
          "os",
          "um",
          "uma",
          "uns",
          "umas",
          "com",
          "e",
          "em",
          "no",
          "na",
          "unidade",
          "unidades",
          "un",
          "favor");

  private final List<Entry> entries;

  private Menu(List<Entry> entries) {
    this.entries = entries;
  }

  private record Entry(Product product, List<String> names) {

    static Entry of(Product product) {
      return new Entry(
          product,
          Stream.concat(Stream.of(product.name()), product.synonyms().stream())
              .map(Menu::plain)
              .filter(name -> !name.isEmpty())
              .toList());
    }
  }

  private record Rated(Product product, int likeness, int whole) {}

  /**
   * What some words mean.
   *
   * @param certain the product, if there is no doubt
   * @param possible the products that may be meant, the likeliest first; empty if none is alike
   */
  record Meaning(List<Product> certain, List<Product> possible) {

    static final Meaning NONE = new Meaning(List.of(), List.of());
  }

  static Menu of(Collection<Product> products) {
    return new Menu(products.stream().map(Entry::of).toList());
  }

  /** Names with numbers, which count nothing. */
  List<String> names() {
    return entries.stream()
        .flatMap(
            entry ->
                Stream.concat(
                    Stream.of(entry.product().name()), entry.product().synonyms().stream()))
        .toList();
  }

  Meaning meaning(String words) {
    String wanted = plain(words);
    if (wanted.length() < 2) {
      return Meaning.NONE;
    }
    List<Rated> rated =
        entries.stream()
            .map(entry -> rate(entry, wanted))
            .filter(one -> one.likeness() >= POSSIBLE)
            .sorted(
                Comparator.comparing(Rated::likeness)
                    .thenComparing(Rated::whole)
                    .reversed()
                    .thenComparing(one -> one.product().name()))
            .toList();
    if (rated.isEmpty()) {
      return Meaning.NONE;
    }
    List<Product> possible = rated.stream().map(Rated::product).limit(MOST_OPTIONS).toList();
    return certain(rated)
        ? new Meaning(possible.subList(0, 1), possible)
        : new Meaning(List.of(), possible);
  }

  private static boolean certain(List<Rated> rated) {
    Rated best = rated.get(0);
    if (best.likeness() < CERTAIN) {
      return false;
    }
    if (rated.size() == 1) {
      return true;
    }
    Rated second = rated.get(1);
    boolean onlyOneIsNear =
        second.likeness() < CERTAIN - 6 && best.likeness() - second.likeness() >= 8;
    return onlyOneIsNear || best.whole() >= EXACT && second.whole() < EXACT;
  }

  /** Every word of the customer must have a word of the name; the name may have more. */
  private static Rated rate(Entry entry, String wanted) {
    int likeness = 0;
    int whole = 0;
    for (String name : entry.names()) {
      likeness = Math.max(likeness, covered(wanted, name));
      whole = Math.max(whole, FuzzySearch.tokenSortRatio(wanted, name));
    }
    return new Rated(entry.product(), Math.max(likeness, whole), whole);
  }

  private static int covered(String wanted, String name) {
    String[] said = wanted.split(" ");
    List<String> parts = new ArrayList<>(List.of(name.split(" ")));
    int sum = 0;
    int length = 0;
    for (String word : said) {
      int best = parts.stream().mapToInt(part -> alike(word, part)).max().orElse(0);
      sum += best * word.length();
      length += word.length();
    }
    return length == 0 ? 0 : sum / length;
  }

  /** The beginning of a word stands for it: "refri" for "refrigerante". */
  private static int alike(String word, String part) {
    if (word.length() >= 4 && part.startsWith(word)) {
      return 95;
    }
    return FuzzySearch.ratio(word, part);
  }

  /** Folded, without small words, in the singular. */
  static String plain(String words) {
    return Arrays.stream(
            CountedWords.fold(words).replaceAll("[^\\p{L}\\p{N}]+", " ").strip().split(" "))
        .filter(word -> !word.isEmpty() && !SMALL.contains(word))
        .map(Menu::singular)
        .collect(Collectors.joining(" "));
  }

  private static String singular(String word) {
    if (word.length() < 4 || !word.endsWith("s")) {
      return word;
    }
    if (word.endsWith("oes") || word.endsWith("aes")) {
      return word.substring(0, word.length() - 3) + "ao";
    }
    return word.endsWith("ns")
        ? word.substring(0, word.length() - 2) + "m"
        : word.substring(0, word.length() - 1);
  }
}
