package dev.recado.spine.camel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the SQL of routes may use: one statement on the hub's tables, except those with secrets.
 *
 * <p>A forbidden word counts everywhere, in texts and comments too, so that hiding it is of no use.
 * PostgreSQL's functions that read files, run a text as SQL or describe the server are refused, and
 * so is the notation that writes a name as escapes.
 */
public final class SqlRights {

  /** Without {@code \b}: at each combining mark it would look back over all marks before it. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)app_user|sign_in_lane|kommo_account|kommo_consent|whatsapp_channel|qrtz_|route_file"
              + "|media_file|media_content|flyway_schema_history|information_schema|\\w{0,63}_to_xml\\w*|u&[\"']"
              + "|(?<!\\w)(?:(?:pg|lo)_\\w*|(?:dblink|crosstab)\\w*|(?:session|ts_stat|ts_rewrite"
              + "|connectby|xpath_table|current_setting|set_config|current_query)(?!\\w))");

  private static final Pattern BEGIN =
      Pattern.compile(
          "(?is)(?:\\s|--[^\\n\\r]*[\\n\\r]|/\\*.*?\\*/|\\()*+"
              + "(?:select|with|values|table|insert|update|delete)(?!\\w).*");
  private static final Pattern WRITE =
      Pattern.compile("(?i)(?<!\\w)(?:insert|update|delete|merge|into|nextval|setval)(?!\\w)");

  /** JDBC's own notation: PostgreSQL gets {@code app_{oj user}} as one name. */
  private static final Pattern ESCAPE = Pattern.compile("(?<!\\$|\\{)\\{(?!\\{)");

  private static final Pattern SECOND = Pattern.compile(";\\s*\\S");

  private SqlRights() {}

  /**
   * Looks for a word that may write, anywhere in the text.
   *
   * @param sql as for {@link #refusal}
   * @return the first word that may write; empty where the SQL only reads
   */
  public static Optional<Refusal> write(String sql) {
    Matcher write = WRITE.matcher(sql);
    return write.find()
        ? Optional.of(
            new Refusal(
                write.start(),
                "SQL of routes only reads, and \"%s\" may write; emit an effect instead"
                    .formatted(write.group())))
        : Optional.empty();
  }

  /**
   * Looks for a forbidden part of the SQL.
   *
   * @param sql a statement with Camel's or JDBC's placeholders
   * @return the first refused part; empty if all is allowed
   */
  public static Optional<Refusal> refusal(String sql) {
    Matcher secret = SECRET.matcher(sql);
    if (secret.find()) {
      return Optional.of(
          new Refusal(
              secret.start(),
              "a flow may not use \"%s\" in SQL; it reads the tables of customers and messages"
                  .formatted(secret.group())));
    }
    Matcher escape = ESCAPE.matcher(sql);
    if (escape.find()) {
      return Optional.of(
          new Refusal(escape.start(), "write this SQL without a \"{\", which JDBC would read"));
    }
    if (SqlText.nested(sql)) {
      return Optional.of(new Refusal(0, "write this SQL without a comment in a comment"));
    }
    if (!BEGIN.matcher(sql).matches()) {
      return Optional.of(
          new Refusal(0, "this SQL is none of select, with, values, insert, update and delete"));
    }
    Matcher second = SECOND.matcher(sql.replaceAll("--[^\\n\\r]*", ""));
    return second.find()
        ? Optional.of(new Refusal(0, "write one SQL statement, without a \";\" in it"))
        : Optional.empty();
  }
}
