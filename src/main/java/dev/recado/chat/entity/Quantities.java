package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds numbers of things: by unit, by the dozen, or by a noun in the plural. */
final class Quantities implements Finder {

  private static final String COUNT = "(?<count>" + Numerals.COUNT + ")";
  private static final int DOZEN = 12;

  private static final Pattern UNITS =
      Pattern.compile(
          (NUMBER_START + COUNT)
              + (" ?(?:un|und|unid|unidades?|pcs?|pecas?|cxs?|caixas?|pcts?|pacotes?|kgs?|quilos?"
                  + "|fardos?|item|itens|latas?|garrafas?|par|pares)")
              + WORD_END);

  private static final Pattern DOZENS =
      Pattern.compile(NUMBER_START + "(?:meia|" + COUNT + ") duzias?" + WORD_END);

  private static final Pattern THINGS =
      Pattern.compile(NUMBER_START + COUNT + " (?<noun>[a-z]{3,40})" + WORD_END);

  /**
   * A single thing counts only after a word that asks for it: "um" may be an article, and "opção 1
   * quero" is a choice.
   */
  private static final Pattern ONE_ASKED_FOR =
      Pattern.compile(
          (WORD_START + "(?:quero|queria|manda|me ve|pedir|comprar|preciso de|mais) 1 ")
              + ("(?!(?:dia|hora|mes|ano|vez|minuto|real|semana|parcela)" + WORD_END + ")")
              + ("[a-z]{3,40}" + WORD_END));

  @Override
  public List<Entity> in(Reading reading) {
    return Stream.of(
            reading.find(Entity.Type.QUANTITY, UNITS, Quantities::count),
            reading.find(Entity.Type.QUANTITY, DOZENS, Quantities::dozens),
            reading.find(Entity.Type.QUANTITY, THINGS, Quantities::things),
            reading.find(Entity.Type.QUANTITY, ONE_ASKED_FOR, place -> Optional.of(1)))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<Integer> count(Matcher place) {
    return Numerals.count(place.group("count")).filter(n -> n > 0);
  }

  private static Optional<Integer> dozens(Matcher place) {
    return place.group("count") == null ? Optional.of(DOZEN / 2) : count(place).map(n -> n * DOZEN);
  }

  private static Optional<Integer> things(Matcher place) {
    return count(place).filter(n -> n > 1 && CountedThings.are(place.group("noun")));
  }
}
