package dev.recado.chat.entity;

import br.com.caelum.stella.validation.CNPJValidator;
import br.com.caelum.stella.validation.CPFValidator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds CPFs and CNPJs with correct check digits, with or without punctuation.
 *
 * <p>The library Stella checks both, also the CNPJ with letters (docs/contracts.md#cpf-and-cnpj).
 */
final class Documents implements Finder {

  private static final String ALONE = "(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][./-])";
  private static final String TO_THE_END = "(?!-?[\\p{L}\\p{N}])";

  private static final Pattern CPF =
      Pattern.compile(ALONE + "\\d{3}([. ]?)\\d{3}\\1\\d{3}[-. /]?\\d\\d" + TO_THE_END);

  private static final Pattern CNPJ =
      Pattern.compile(
          (ALONE + "[0-9a-z]{2}\\.?[0-9a-z]{3}\\.?[0-9a-z]{3}/?[0-9a-z]{4}[- ]?\\d\\d")
              + TO_THE_END);

  /** A long word before a number is no CNPJ, although the check digits fit one in a hundred. */
  private static final Pattern DIGIT_INSIDE = Pattern.compile("\\d.*\\d\\d$");

  /**
   * Bare digits after one of these words are a phone, although the check digits of a CPF fit one in
   * a hundred.
   */
  private static final Pattern PHONE_WORD =
      Pattern.compile(
          "\\b(?:fone|telefone|tel|cel|celular|whats|whatsapp|zap|contato)[ :.]{0,3}(?:eh? )?$");

  @Override
  public List<Entity> in(Reading reading) {
    return Stream.of(
            reading.find(Entity.Type.CPF, CPF, place -> cpf(place, reading)),
            reading.find(Entity.Type.CNPJ, CNPJ, Documents::cnpj))
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<String> cpf(Matcher place, Reading reading) {
    boolean phone = PHONE_WORD.matcher(reading.before(place.start())).find();
    return Optional.of(bare(place))
        .filter(cpf -> new CPFValidator().invalidMessagesFor(cpf).isEmpty())
        .filter(cpf -> !phone || cpf.length() < place.group().length());
  }

  private static Optional<String> cnpj(Matcher place) {
    return Optional.of(bare(place))
        .filter(cnpj -> DIGIT_INSIDE.matcher(cnpj).find())
        .filter(cnpj -> new CNPJValidator().invalidMessagesFor(cnpj).isEmpty());
  }

  private static String bare(Matcher place) {
    return place.group().replaceAll("[./ -]", "").toUpperCase(Locale.ROOT);
  }
}
