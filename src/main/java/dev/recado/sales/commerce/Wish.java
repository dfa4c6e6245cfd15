package dev.recado.sales.commerce;

import dev.recado.chat.entity.CountedWords;
import dev.recado.chat.entity.CountedWords.Part;
import dev.recado.sales.commerce.Menu.Meaning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's free text orders.
 *
 * @param items the products without doubt
 * @param doubts the parts of the text that may mean several products
 * @param unknown the parts that name a number of something that is not sold
 */
record Wish(List<Item> items, List<Doubt> doubts, List<String> unknown) {

  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

  /**
   * A product that is ordered.
   *
   * @param product which
   * @param quantity how many; null if the text does not say it, or no sensible number
   * @param strange whether the text says a number that counts no pieces: the customer is asked
   */
  record Item(Product product, @Nullable Integer quantity, boolean strange) {}

  /**
   * Words that may mean several products.
   *
   * @param words of the customer
   * @param quantity how many; null if the text does not say it
   * @param options the products, the likeliest first
   */
  record Doubt(String words, @Nullable Integer quantity, List<Product> options) {

    private Doubt written(@Nullable String text) {
      return new Doubt(Wish.written(text, words), quantity, options);
    }
  }

  static Wish of(@Nullable String text, Collection<Product> products) {
    Menu menu = Menu.of(products);
    List<Item> items = new ArrayList<>();
    List<Doubt> doubts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Part part : CountedWords.in(text, menu.names())) {
      if (!part.words().isEmpty()) {
        read(part, menu, items, doubts, unknown);
      }
    }
    return new Wish(
        items,
        doubts.stream().map(one -> one.written(text)).toList(),
        unknown.stream().map(one -> written(text, one)).toList());
  }

  /** The customer reads his own words, not the folded ones. */
  private static String written(@Nullable String text, String words) {
    return text == null ? words : CountedWords.asWritten(text, words);
  }

  /** "Arroz e feijão" is one product or two. */
  private static void read(
      Part part, Menu menu, List<Item> items, List<Doubt> doubts, List<String> unknown) {
    Meaning whole = menu.meaning(part.words());
    String[] pieces = part.words().split(" e ");
    if (whole.certain().isEmpty() && pieces.length > 1) {
      List<Meaning> meanings = new ArrayList<>();
      for (String piece : pieces) {
        meanings.add(menu.meaning(piece));
      }
      if (meanings.stream().noneMatch(one -> one.possible().isEmpty())) {
        for (int i = 0; i < pieces.length; i++) {
          boolean half = pieces[i].matches("mei[ao] .*");
          Integer count = i == 0 ? quantity(part) : half ? null : Integer.valueOf(1);
          note(
              pieces[i],
              count,
              i == 0 ? part.count() != null : half,
              meanings.get(i),
              items,
              doubts,
              unknown);
        }
        return;
      }
    }
    note(part.words(), quantity(part), part.count() != null, whole, items, doubts, unknown);
  }

  private static void note(
      String words,
      @Nullable Integer quantity,
      boolean counted,
      Meaning meaning,
      List<Item> items,
      List<Doubt> doubts,
      List<String> unknown) {
    if (!meaning.certain().isEmpty()) {
      items.add(new Item(meaning.certain().get(0), quantity, counted && quantity == null));
    } else if (!meaning.possible().isEmpty()) {
      doubts.add(new Doubt(words, quantity, meaning.possible()));
    } else if (counted) {
      unknown.add(words);
    }
  }

  /** A fraction or a number below one is no quantity; the customer is asked. */
  private static @Nullable Integer quantity(Part part) {
    BigDecimal count = part.count();
    return count == null || part.strange() || count.compareTo(MOST) > 0
        ? null
        : Integer.valueOf(count.intValueExact());
  }
}
