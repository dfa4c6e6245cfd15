package dev.recado.chat.entity;

import static dev.recado.chat.entity.Reading.NUMBER_START;
import static dev.recado.chat.entity.Reading.WORD_END;
import static dev.recado.chat.entity.Reading.WORD_START;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds percentages, and the half. */
final class Percents implements Finder {

  private static final Pattern SHARE =
      Pattern.compile(
          NUMBER_START
              + ("(?<number>" + Numerals.DIGITS + "|" + Numerals.WORDS + ")")
              + (" ?(?:%|por ?cento)" + WORD_END)
              + ("|" + WORD_START + "metade" + WORD_END));

  @Override
  public List<Entity> in(Reading reading) {
    return reading.find(Entity.Type.PERCENT, SHARE, Percents::share);
  }

  private static Optional<BigDecimal> share(Matcher place) {
    String number = place.group("number");
    return number == null ? Optional.of(new BigDecimal(50)) : Numerals.value(number);
  }
}
