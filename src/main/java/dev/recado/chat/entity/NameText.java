package dev.recado.chat.entity;

import static java.util.stream.Collectors.joining;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts names out of text and writes them properly. */
final class NameText {

  /** The most characters that are read. An introduction does not come later. */
  private static final int MOST_CHARACTERS = 1_000;

  private static final int MOST_WORDS = 6;
  private static final int LONGEST = 60;

  private static final String WORD =
      "\\p{L}[\\p{L}\\p{M}]{0,59}+(?:['-]\\p{L}[\\p{L}\\p{M}]{0,59}+){0,3}+(?![\\p{L}\\p{M}\\p{N}'@/_-])";

  private static final Pattern NEXT_WORD = Pattern.compile("\\G ?(" + WORD + ")");
  private static final Pattern WORDS = Pattern.compile(WORD + "(?: " + WORD + ")*+");
  private static final Pattern SMILEY = Pattern.compile("[:;=]-?[)(DPp]+|<3|\\^_?\\^");
  private static final Pattern ABBREVIATION = Pattern.compile("(?i)\\b(\\p{L}|sra?|dra?|jr)\\. ");
  private static final Pattern EDGES = Pattern.compile("^[ .,!…]+|[ .,!…]+$");
  private static final Pattern CLAUSE = Pattern.compile(" ?[.,!;…]");

  private NameText() {}

  /** Removes emojis, bold type, invisible characters and repeated blanks. */
  static String plain(String text) {
    String read = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    String shown =
        Normalizer.normalize(read, Normalizer.Form.NFC)
            .codePoints()
            .mapToObj(NameText::shown)
            .collect(joining());
    String words = ABBREVIATION.matcher(SMILEY.matcher(shown).replaceAll(" ")).replaceAll("$1 ");
    return words.replaceAll(" *+\n[ \n]*+", "\n").replaceAll(" ++", " ");
  }

  private static String shown(int c) {
    if (c == '\n' || c == '\r') {
      return "\n";
    }
    if (c == '*'
        || c == '~'
        || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
      return "";
    }
    return switch (Character.getType(c)) {
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "\n";
      case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> "'";
      case Character.DASH_PUNCTUATION -> "-";
      case Character.SPACE_SEPARATOR,
          Character.CONTROL,
          Character.OTHER_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.ENCLOSING_MARK,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          c == '´' || c == '`' ? "'" : " ";
      default -> Character.toString(c);
    };
  }

  /** Reads the name at a place in a text. The name ends before the first word that is no name. */
  static Optional<String> startingAt(int start, String text) {
    List<String> words = new ArrayList<>();
    Matcher next = NEXT_WORD.matcher(text);
    int end = start;
    while (words.size() < MOST_WORDS && next.find(end) && goesOn(words, next.group(1))) {
      words.add(next.group(1));
      end = next.end();
    }
    while (!words.isEmpty() && NameWords.isParticle(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    return text.startsWith("?", end) ? Optional.empty() : written(words);
  }

  /**
   * Whether a word continues a name. "Silva" continues "João", but "quero" does not. After "joão"
   * in lower case, any word that is not known as something else does.
   */
  private static boolean goesOn(List<String> words, String word) {
    if (words.isEmpty()) {
      return NameWords.isName(word) && !NameWords.isParticle(word);
    }
    boolean capitals = NameWords.isCapitalised(words.get(0));
    return NameWords.isParticle(word)
        ? capitals || !word.equals("e")
        : NameWords.isName(word) && (!capitals || Character.isUpperCase(word.codePointAt(0)));
  }

  /** Reads a text that consists of a name. Other words may follow after a comma. */
  static Optional<String> nothingBut(String text) {
    String line = EDGES.matcher(text).replaceAll("");
    String[] clauses = CLAUSE.split(line, 2);
    if (line.indexOf('?') >= 0 || (clauses.length > 1 && !NameWords.isCapitalised(clauses[0]))) {
      return Optional.empty();
    }
    String name = clauses[0];
    List<String> words = List.of(name.split(" "));
    boolean whole = WORDS.matcher(name).matches() && words.size() <= MOST_WORDS;
    boolean framed =
        NameWords.isParticle(words.get(0)) || NameWords.isParticle(words.get(words.size() - 1));
    return whole && !framed && words.stream().allMatch(NameWords::isName)
        ? written(words)
        : Optional.empty();
  }

  private static Optional<String> written(List<String> words) {
    String name = words.stream().map(NameWords::written).collect(joining(" "));
    long letters = name.codePoints().filter(Character::isLetter).count();
    return letters < 2 || name.length() > LONGEST ? Optional.empty() : Optional.of(name);
  }
}
