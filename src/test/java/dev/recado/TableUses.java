package dev.recado;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SQL reads and writes, by the names that stand where tables do.
 *
 * <p>Names of other things are among them, such as functions; who asks knows the tables.
 *
 * @param reads names that are read
 * @param writes names that are written to
 */
record TableUses(Set<String> reads, Set<String> writes) {

  /** Where a name or a part of the text is put in when the code runs. */
  private static final String PASTED = "§";

  private static final Pattern JAVA =
      Pattern.compile(
          "(?s)//[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\]|\\\\.)[^']*+'"
              + "|\"{3}(?<block>.*?)(?<!\\\\)\"{3}|\"(?<plain>(?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern PLUS = Pattern.compile("\\s*\\+\\s*");
  private static final Pattern STATEMENT =
      Pattern.compile("(?is)\\s*(?:with|select|insert|update|delete|truncate|merge)\\s.*");
  private static final Pattern NOISE = Pattern.compile("--[^\\n]*|(?s)/\\*.*?\\*/|'(?:[^']|'')*+'");
  private static final Pattern WORD =
      Pattern.compile(
          "(?i)(?<![\\w.])(?<write>(?:insert|merge)\\s+into|delete\\s+from|update|truncate(?:\\s+table)?"
              + "|(?:alter|drop|lock)\\s+table|copy)(?=\\s)|(?<![\\w.])(?:from|join|using|table)(?=[\\s(])");
  private static final Pattern TOKEN = Pattern.compile("[\\w." + PASTED + "%]+|[(),;]");
  private static final Set<String> BEFORE_A_NAME = Set.of("only", "lateral");
  private static final Set<String> END =
      Set.of(
          ";",
          "where",
          "group",
          "order",
          "having",
          "window",
          "limit",
          "offset",
          "fetch",
          "for",
          "union",
          "intersect",
          "except",
          "returning",
          "set",
          "values",
          "select");

  /** Reads the SQL in a Java source: its plain texts and text blocks, not its comments. */
  static TableUses inJava(String source) {
    TableUses uses = none();
    boolean pasted = false;
    for (String text : texts(source)) {
      TableUses here = inSql(text);
      uses.reads().addAll(here.reads());
      uses.writes().addAll(here.writes());
      pasted |= here.pasted() && STATEMENT.matcher(text).matches();
    }
    uses.reads().remove(PASTED);
    uses.writes().remove(PASTED);
    if (pasted) {
      uses.writes().add(PASTED);
    }
    return uses;
  }

  /** Reads SQL. */
  static TableUses inSql(String sql) {
    TableUses uses = none();
    uses.add(sql);
    return uses;
  }

  /** Whether only the run tells the name of a table. */
  boolean pasted() {
    return reads.contains(PASTED) || writes.contains(PASTED);
  }

  private static TableUses none() {
    return new TableUses(new TreeSet<>(), new TreeSet<>());
  }

  /** The texts of a source, those that a {@code +} puts together as one. */
  private static List<String> texts(String source) {
    List<String> texts = new ArrayList<>();
    Matcher literal = JAVA.matcher(source);
    int end = -1;
    while (literal.find()) {
      String block = literal.group("block");
      String text = block == null ? literal.group("plain") : block;
      if (text == null) {
        continue;
      }
      boolean goesOn = end >= 0 && PLUS.matcher(source.substring(end, literal.start())).matches();
      String before = goesOn ? texts.remove(texts.size() - 1) : "";
      boolean more = PLUS.matcher(source).region(literal.end(), source.length()).lookingAt();
      texts.add(
          before.replace(PASTED, "") + text.replaceAll("(?s)\\\\.", " ") + (more ? PASTED : ""));
      end = literal.end();
    }
    return texts;
  }

  private void add(String text) {
    String sql = NOISE.matcher(text).replaceAll("''").replace("\"", "").replace("%s", PASTED);
    Matcher word = WORD.matcher(sql);
    while (word.find()) {
      Set<String> names = word.group("write") == null ? reads : writes;
      Matcher token = TOKEN.matcher(sql).region(word.end(), sql.length());
      names.addAll(names(token));
    }
  }

  /** The names of a list, as deep in brackets as its beginning. */
  private static List<String> names(Matcher token) {
    List<String> names = new ArrayList<>();
    boolean expected = true;
    for (int depth = 0; depth >= 0 && token.find(); ) {
      String now = token.group().toLowerCase(Locale.ROOT);
      if (now.equals("(") || now.equals(")")) {
        depth += now.equals("(") ? 1 : -1;
        expected = false;
      } else if (depth == 0 && END.contains(now)) {
        return names;
      } else if (depth == 0 && now.equals(",")) {
        expected = true;
      } else if (depth == 0 && expected && !BEFORE_A_NAME.contains(now)) {
        names.add(now.replaceFirst("^public\\.", ""));
        expected = false;
      }
    }
    return names;
  }
}
