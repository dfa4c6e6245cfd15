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
      "insert|update|delete|merge|into|nextval|setval|call|execute|grant|revoke|create|alter|drop"
          + "|truncate|commit|rollback";

  private static final Pattern OF_POSTGRESQL_WORDS =
      words(
          WRITES
              + "|(?:pg|lo)_\\w*|dblink\\w*|crosstab\\w*|session|ts_stat|ts_rewrite|connectby"
              + "|xpath_table|current_setting|set_config|current_query|\\w{1,63}_to_xml\\w*");

  /** There, {@code insert(…)} is a function on texts. */
  private static final Pattern OF_MARIADB_WORDS =
      words(
          WRITES.replace("insert|", "insert(?!\\s*\\()|")
              + "|load_file|load|outfile|dumpfile|sleep|benchmark|get_lock|release_lock"
              + "|master_\\w*|sys_exec|sys_eval|prepare|handler");

  private static final Pattern OF_SQLSERVER_WORDS =
      words(
          WRITES
              + "|exec|xp_\\w*|sp_\\w*|fn_\\w*|openrowset|opendatasource|openquery|bulk|backup"
              + "|restore|dbcc|shutdown|kill|waitfor|set|use|declare|deny|reconfigure|writetext"
              + "|updatetext|begin|save|raiserror|print|go");

  /** Notations that the look at quotes below would read in another way than the database. */
  private static final Pattern ODD = Pattern.compile("\\\\|\\$\\w*\\$|(?i:\\bu&['\"])");

  private static final Pattern HIDDEN = Pattern.compile("/\\*M?!");
  private static final Pattern BEGIN =
      Pattern.compile("(?is)[\\s(]*+(?:select|with|values)(?!\\w).*");
  private static final Pattern SECOND = Pattern.compile(";\\s*\\S");
  private static final Pattern ESCAPE = Pattern.compile("(?<!\\$|\\{)\\{(?!\\{)");

  private static final Pattern ANSI =
      Pattern.compile("--[^\\n]*|(?s:/\\*.*?\\*/)|'[^']*'|\"[^\"]*\"");
  private static final Pattern OF_MARIADB =
      Pattern.compile(
          "--(?=\\s|$)[^\\n]*|(?<!:)#[^\\n]*|(?s:/\\*.*?\\*/)|'[^']*'|\"[^\"]*\"|`[^`]*`");
  private static final Pattern OF_SQLSERVER =
      Pattern.compile("--[^\\n]*|(?s:/\\*.*?\\*/)|'[^']*'|\"[^\"]*\"|\\[[^\\]]*]");

  private ForeignSql() {}

  private static Pattern words(String words) {
    return Pattern.compile("(?i)(?<![\\w@#$])(?:" + words + ")(?!\\w)");
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
    String bare = ODD.matcher(sql).find() ? sql : bare(sql, dialect);
    Matcher escape = ESCAPE.matcher(bare);
    if (escape.find()) {
      return Optional.of(
          new Refusal(escape.start(), "write this SQL without a \"{\", which JDBC would read"));
    }
    if (!BEGIN.matcher(bare).matches()) {
      return Optional.of(
          new Refusal(0, "a flow only reads another database: begin with select, with or values"));
    }
    Matcher word = forbidden(dialect).matcher(bare);
    if (word.find()) {
      return Optional.of(
          new Refusal(
              word.start(),
              "a flow only reads another database, and may not use \"%s\" there"
                  .formatted(word.group())));
    }
    Matcher second = SECOND.matcher(bare);
    return second.find()
        ? Optional.of(new Refusal(second.start(), "write one SQL statement, without a \";\" in it"))
        : Optional.empty();
  }

  private static Pattern forbidden(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> OF_POSTGRESQL_WORDS;
      case MARIADB -> OF_MARIADB_WORDS;
      case SQLSERVER -> OF_SQLSERVER_WORDS;
    };
  }

  /** Blanks out comments, texts and quoted names, which may hold any word. */
  private static String bare(String sql, Dialect dialect) {
    Pattern noise =
        switch (dialect) {
          case POSTGRESQL -> ANSI;
          case MARIADB -> OF_MARIADB;
          case SQLSERVER -> OF_SQLSERVER;
        };
    return noise.matcher(sql).replaceAll(found -> " ".repeat(found.group().length()));
  }
}
