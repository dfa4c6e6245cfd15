package dev.recado.chat.entity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name of a person.
 *
 * <p>A name has at least two letters and at most six words and 60 characters. It holds only
 * letters, apostrophes, hyphens and single blanks, so it is safe in messages and in a CRM. It is
 * written properly: {@code João da Silva}.
 */
public final class PersonNames {

  private static final int MOST_LINES = 3;
  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final String IS = "(?:é|eh?)";
  private static final String NOT_DENIED = "(?<!n[ãa]o )";

  /** Patterns of introductions. Each ends where the name begins. */
  private static final List<Pattern> INTRODUCTIONS =
      Stream.of(
              "meu nome(?: completo)?(?: " + IS + "|:| :) (?:[oa] )?",
              NOT_DENIED + "me cham(?:o|e de|am de|a de|ar de) (?:[oa] )?",
              NOT_DENIED + "sou [oa] ",
              "aqui (?:quem fala )?" + IS + " [oa] ",
              "quem (?:est[áa] |t[áa] )?fala(?:ndo)? " + IS + " (?:[oa] )?")
          .map(words -> Pattern.compile(Reading.WORD_START + words, ANY_CASE))
          .toList();

  /** Without an article only a capital letter tells a name from "sou cliente" and "aqui é caro". */
  private static final Pattern CAPITAL =
      Pattern.compile(
          (Reading.WORD_START + "(?<![Nn][ãa]o )(?:[Ss]ou|[Aa]qui " + IS + ") ")
              + "(?=\\p{Lu}\\p{Ll})");

  private static final Pattern SPEAKING =
      Pattern.compile("(?:^|[\\n.,!;] ?)([^\\n.,!;?]{2,80}?) falando" + Reading.WORD_END, ANY_CASE);

  private static final Pattern BEFORE_A_NAME =
      Pattern.compile(
          "^(?:(?:oi+|ol[áa]|opa|bom dia|boa tarde|boa noite|e a[íi]|sim|claro|prazer)[ ,.!]+)*+"
              + ("(?:(?:(?:eu )?sou|" + IS + "|aqui " + IS + "|(?:meu )?nome(?: " + IS + ")?:?")
              + "|chamo|só|so|apenas) )?(?:[oa] )?",
          ANY_CASE);

  private static final Pattern BEHIND_A_NAME =
      Pattern.compile(" (?:aqui|mesmo|mesma|sim)[ .!]*$", ANY_CASE);

  private PersonNames() {}

  /**
   * Finds the name with which a message introduces its writer.
   *
   * <p>Knows {@code meu nome é João}, {@code me chamo João}, {@code sou a Maria}, {@code aqui é o
   * Zé} and {@code João falando}.
   *
   * @param text a message, or null
   * @return the name, or empty if the message gives none
   */
  public static Optional<String> in(@Nullable String text) {
    return text == null ? Optional.empty() : introducedIn(NameText.plain(text));
  }

  /**
   * Reads the answer to {@code Qual é o seu nome?}: an introduction, or the bare name.
   *
   * @param text a message, or null
   * @return the name, or empty if the answer is clearly no name, such as {@code não sei}, a
   *     question, a number or a link
   */
  public static Optional<String> answer(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String plain = NameText.plain(text);
    return introducedIn(plain)
        .or(() -> plain.lines().limit(MOST_LINES).flatMap(line -> bare(line).stream()).findFirst());
  }

  private static Optional<String> introducedIn(String plain) {
    return Stream.concat(INTRODUCTIONS.stream(), Stream.of(CAPITAL))
        .flatMap(introduction -> introduction.matcher(plain).results())
        .flatMap(place -> NameText.startingAt(place.end(), plain).stream())
        .findFirst()
        .or(() -> speaking(plain));
  }

  private static Optional<String> speaking(String plain) {
    return SPEAKING
        .matcher(plain)
        .results()
        .flatMap(place -> bare(place.group(1)).stream())
        .findFirst();
  }

  private static Optional<String> bare(String line) {
    String begun = BEFORE_A_NAME.matcher(line.strip()).replaceFirst("");
    return NameText.nothingBut(BEHIND_A_NAME.matcher(begun).replaceFirst(""));
  }
}
