package dev.recado.spine.camel;

import dev.recado.spine.foreign.Dialect;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SQL on the databases of other systems may use: one statement that reads.
 *
 * <p>The session there is read-only, or is never committed. The look at the text keeps out what
 * that does not prevent: functions that read files or run programs, and further statements.
 */
public final class ForeignSql {

  private static final String WRITES =
      "insert|update|delete|merge|into|call|execute|grant|revoke|create|alter|drop|truncate|commit"
          + "|rollback";

  private static final Words OF_POSTGRESQL =
      new Words(
          WRITES + "|session",
          "nextval|setval|(?:pg|lo)_\\w*|dblink\\w*|crosstab\\w*|ts_stat|ts_rewrite|connectby"
              + "|xpath_table|current_setting|set_config|current_query|\\w{1,63}_to_xml\\w*");

  /** There, {@code insert(…)} is a function on texts. */
  private static final Words OF_MARIADB =
      new Words(
          WRITES.replace("insert|", "insert(?!\\s*\\()|")
              + "|load|outfile|dumpfile|prepare|handler",
          "nextval|setval|load_file|sleep|benchmark|get_lock|release_lock|master_\\w*|sys_exec"
              + "|sys_eval");

  private static final Words OF_SQLSERVER =
      new Words(
          WRITES
              + "|exec|bulk|backup|restore|dbcc|shutdown|kill|waitfor|set|use|declare|deny"
              + "|reconfigure|writetext|updatetext|begin|save|raiserror|print|go",
          "xp_\\w*|sp_\\w*|fn_\\w*|openrowset|opendatasource|openquery");

  /** PostgreSQL's names and texts of escapes: any word may hide in them. */
  private static final Pattern ESCAPES = Pattern.compile("(?i)(?<!\\w)u&['\"]");

  private static final Pattern HIDDEN = Pattern.compile("/\\*M?!");
  private static final Pattern BEGIN =
      Pattern.compile("(?is)[\\s(]*+(?:select|with|values)(?!\\w).*");
  private static final Pattern SECOND = Pattern.compile(";\\s*\\S");
  private static final Pattern ESCAPE = Pattern.compile("(?<!\\$|\\{)\\{(?!\\{)");

  private ForeignSql() {}

  /**
   * What is refused.
   *
   * @param plain words outside of quotes, where they are no names
   * @param quoted functions and tables, which quotes do not change
   */
  private record Words(Pattern plain, Pattern quoted) {

    Words(String keywords, String names) {
      this(
          Pattern.compile("(?i)(?<![\\w@#$])(?:" + keywords + "|" + names + ")(?!\\w)"),
          Pattern.compile("(?i)\\s*(?:" + names + ")\\s*"));
    }

    Optional<Refusal> refusal(SqlText text) {
      Matcher word = plain.matcher(text.bare());
      return word.find()
          ? Optional.of(refusal(word.start(), word.group()))
          : text.names().stream()
              .filter(name -> quoted.matcher(name.text()).matches())
              .findFirst()
              .map(name -> refusal(name.at(), name.text()));
    }

    private static Refusal refusal(int at, String word) {
      return new Refusal(
          at, "a flow only reads another database, and may not use \"%s\" there".formatted(word));
    }
  }

  /**
   * Looks for a forbidden part of the SQL.
   *
   * @param sql a statement with Camel's or JDBC's placeholders
   * @param dialect of the database
   * @return the first refused part; empty if all is allowed
   */
  public static Optional<Refusal> refusal(String sql, Dialect dialect) {
    Matcher hidden = HIDDEN.matcher(sql);
    if (hidden.find()) {
      return Optional.of(new Refusal(hidden.start(), "SQL of routes has no executable comments"));
    }
    Matcher escapes = ESCAPES.matcher(sql);
    if (escapes.find()) {
      return Optional.of(
          new Refusal(escapes.start(), "write this SQL without U&, which hides its words"));
    }
    SqlText text = SqlText.of(sql, dialect);
    return shape(text.bare()).or(() -> words(dialect).refusal(text)).or(() -> second(text.bare()));
  }

  private static Optional<Refusal> shape(String bare) {
    Matcher escape = ESCAPE.matcher(bare);
    if (escape.find()) {
      return Optional.of(
          new Refusal(escape.start(), "write this SQL without a \"{\", which JDBC would read"));
    }
    return BEGIN.matcher(bare).matches()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                0, "a flow only reads another database: begin with select, with or values"));
  }

  private static Optional<Refusal> second(String bare) {
    Matcher second = SECOND.matcher(bare);
    return second.find()
        ? Optional.of(new Refusal(second.start(), "write one SQL statement, without a \";\" in it"))
        : Optional.empty();
  }

  private static Words words(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> OF_POSTGRESQL;
      case MARIADB -> OF_MARIADB;
      case SQLSERVER -> OF_SQLSERVER;
    };
  }
}
