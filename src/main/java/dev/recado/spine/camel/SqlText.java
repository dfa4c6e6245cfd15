package dev.recado.spine.camel;

import dev.recado.spine.foreign.Dialect;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQL as a database reads it: without comments and texts, and with its quoted names apart.
 *
 * <p>Where it could be read in two ways, nothing is taken out: then each word of it counts.
 */
final class SqlText {

  /** A name in quotes, without them. */
  record Name(int at, String text) {}

  /** Escapes, dollar quotes, and what ends a comment in some databases only. */
  private static final Pattern ODD =
      Pattern.compile("\\\\|\\$[\\w[^\\x00-\\x7F]]*\\$|\\r(?!\\n)|[\\p{Cntrl}&&[^\\t\\r\\n]]");

  private final String sql;
  private final Dialect dialect;
  private final StringBuilder bare;
  private final List<Name> names = new ArrayList<>();
  private boolean odd;

  private SqlText(String sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
    this.bare = new StringBuilder(folded(sql));
    this.odd = ODD.matcher(sql).find() || nested(sql);
  }

  static SqlText of(String sql, Dialect dialect) {
    SqlText text = new SqlText(sql, dialect);
    int at = 0;
    while (at < sql.length()) {
      at = text.next(at);
    }
    return text;
  }

  /** Some databases end a comment in a comment at the first end, others at the second. */
  static boolean nested(String sql) {
    int open = sql.indexOf("/*");
    while (open >= 0) {
      int close = sql.indexOf("*/", open + 2);
      int inner = sql.indexOf("/*", open + 2);
      if (inner >= 0 && (close < 0 || inner < close)) {
        return true;
      }
      open = inner;
    }
    return false;
  }

  /** The text with blanks for all that may hold any word; places stay as they are. */
  String bare() {
    return odd ? folded(sql) : bare.toString();
  }

  List<Name> names() {
    return names;
  }

  private int next(int at) {
    Character end = closing(sql.charAt(at));
    if (end != null) {
      return quoted(at, end);
    }
    if (sql.startsWith("/*", at)) {
      int close = sql.indexOf("*/", at + 2);
      odd |= close < 0;
      return blank(at, close < 0 ? sql.length() : close + 2);
    }
    return line(at) ? blank(at, endOfLine(at)) : at + 1;
  }

  /** What ends the text or name that begins with this character; null if none begins. */
  private @Nullable Character closing(char open) {
    return switch (open) {
      case '\'', '"' -> open;
      case '`' -> dialect == Dialect.MARIADB ? open : null;
      case '[' -> dialect == Dialect.SQLSERVER ? ']' : null;
      default -> null;
    };
  }

  private int quoted(int at, char end) {
    int close = at + 1;
    while (close < sql.length() && (sql.charAt(close) != end || doubled(close, end))) {
      close += sql.charAt(close) == end ? 2 : 1;
    }
    odd |= close >= sql.length();
    int after = Math.min(close + 1, sql.length());
    if (end != '\'') {
      String inner = sql.substring(at + 1, Math.min(close, sql.length()));
      names.add(new Name(at, folded(inner).replace("" + end + end, "" + end)));
    }
    return blank(at, after);
  }

  private boolean doubled(int at, char end) {
    return at + 1 < sql.length() && sql.charAt(at + 1) == end;
  }

  /** MariaDB takes {@code 5--1} for six; {@code :#} begins a placeholder of Camel. */
  private boolean line(int at) {
    if (dialect == Dialect.MARIADB) {
      return sql.startsWith("--", at)
              && (at + 2 == sql.length() || Character.isWhitespace(sql.charAt(at + 2)))
          || sql.charAt(at) == '#' && (at == 0 || sql.charAt(at - 1) != ':');
    }
    return sql.startsWith("--", at);
  }

  private int endOfLine(int at) {
    int end = sql.indexOf('\n', at);
    return end < 0 ? sql.length() : end;
  }

  private int blank(int from, int to) {
    bare.replace(from, to, " ".repeat(to - from));
    return to;
  }

  /** A precaution: names with accents or in wide letters may be the same to a database. */
  private static String folded(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        plain.setCharAt(i, folded(text.charAt(i)));
      }
    }
    return plain.toString();
  }

  private static char folded(char letter) {
    return switch (letter) {
      case 'ß' -> 's';
      case 'ı' -> 'i';
      default -> {
        char first = Normalizer.normalize("" + letter, Normalizer.Form.NFKD).charAt(0);
        yield Character.isLetter(first) ? first : letter;
      }
    };
  }
}
