package dev.recado.spine.campaign;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.camel.SqlRights;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * An audience that a file of {@code routes/sql} selects from the hub's own tables.
 *
 * <p>The rules of the SQL of flows hold for it: it reads only, and no secrets. It is read with a
 * cursor, some rows at a time, in a transaction that can only read.
 */
final class SqlAudience implements AudienceSource {

  static final String NAME = "sql";
  static final String PARAMETERS = "parameters";

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][\\w.-]*\\.sql");

  /** Camel's notation of parameters in SQL, which the files of routes/sql share. */
  private static final Pattern MARK = Pattern.compile(":#(?:in:)?(?=[A-Za-z_])");

  /** Not the casts of PostgreSQL. */
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([A-Za-z_]\\w*)");

  /** Somebody who has just saved a file would look for another mistake. */
  static final String NOT_YET =
      " Um arquivo novo só vale depois que o hub confere e carrega a pasta routes, em geral 10 a 30 segundos depois de salvo; GET /api/flows e o log mostram quando.";

  /**
   * A semicolon behind which there are comments at most; one within a text has its quote behind.
   */
  private static final Pattern END = Pattern.compile(";(?:\\s++|--[^\\n'\"$]*+)*+$");

  /** So many of the largest rows find room in memory. */
  private static final int PAGE = 500;

  /** A character of Java's has three bytes at most; {@link Preparation} counts the characters. */
  private static final int LARGEST_BYTES = 3 * UnusableAudienceException.LARGEST;

  private static final String CANCELLED = "57014";

  /** Only a superuser may set it for a session; the embedded PostgreSQL has it in its settings. */
  private static final String SMALL_FILES =
      """
      do $$ begin
        if current_setting('temp_file_limit') = '-1' then
          set local temp_file_limit = '2GB';
        end if;
      exception when insufficient_privilege then null;
      end $$
      """;

  private final DataSource database;
  private final Routes routes;
  private final Duration timeout;

  SqlAudience(DataSource database, Routes routes, Duration timeout) {
    this.database = database;
    this.routes = routes;
    this.timeout = timeout;
  }

  private record Query(String file, String sql, Object[] values) {

    String what() {
      return "O SQL '" + file + "'";
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> check(Map<String, Object> audience) {
    Query query = query(audience);
    return in(
        query,
        timeout,
        connection -> {
          Columns columns = columns(connection, query);
          try (PreparedStatement statement =
              prepared(connection, query, measured(query, columns))) {
            statement.getMetaData();
          }
          return columns.values();
        });
  }

  @Override
  public void read(Map<String, Object> audience, Rows rows) {
    Query query = query(audience);
    in(
        query,
        rows.patience(timeout),
        connection -> {
          Columns columns = columns(connection, query);
          try (PreparedStatement statement = prepared(connection, query, measured(query, columns));
              SqlWatch watch = SqlWatch.over(connection, rows)) {
            return read(new Reading(query, columns, rows), statement, watch);
          }
        });
  }

  private record Reading(Query query, Columns columns, Rows rows) {}

  private static boolean read(Reading reading, PreparedStatement statement, SqlWatch watch)
      throws SQLException {
    statement.setFetchSize(PAGE);
    try (ResultSet result = statement.executeQuery()) {
      boolean wanted = true;
      for (long position = 1; wanted && result.next(); position++) {
        if (result.getBoolean(reading.columns().names().size() + 1)) {
          throw UnusableAudienceException.tooLarge(position);
        }
        wanted = reading.rows().take(row(reading.query(), result, reading.columns()));
      }
      return wanted;
    } catch (SQLException e) {
      if (watch.ended() && CANCELLED.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** PostgreSQL plans it and tells the columns; no row is read. */
  private static Columns columns(Connection connection, Query query) throws SQLException {
    try (PreparedStatement statement = prepared(connection, query, query.sql())) {
      return Columns.of(query.what(), labels(query, statement.getMetaData()));
    }
  }

  private static PreparedStatement prepared(Connection connection, Query query, String sql)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      Object[] values = query.values();
      for (int i = 0; i < values.length; i++) {
        set(statement, i + 1, values[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /**
   * The same rows, measured by PostgreSQL: the driver would hold a thousand values of any size. One
   * too large comes without its values, marked in a column behind the others.
   */
  private static String measured(Query query, Columns columns) {
    List<String> names =
        IntStream.rangeClosed(1, columns.names().size()).mapToObj(i -> "c" + i).toList();
    return "select %s, large from (select *, (%s) > %d as large from (\n%s\n) as q(%s) offset 0) as m"
        .formatted(
            each(names, "case when not large then %1$s end", ", "),
            each(names, "coalesce(octet_length(%1$s::text), 0)", " + "),
            LARGEST_BYTES,
            query.sql(),
            String.join(", ", names));
  }

  private static String each(List<String> names, String pattern, String between) {
    return names.stream().map(pattern::formatted).collect(Collectors.joining(between));
  }

  private static List<String> labels(Query query, @Nullable ResultSetMetaData told)
      throws SQLException {
    if (told == null) {
      throw new UnusableAudienceException(query.what() + " não devolve linhas: escreva um select.");
    }
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= told.getColumnCount(); i++) {
      labels.add(told.getColumnLabel(i));
    }
    return labels;
  }

  private static AudienceRow row(Query query, ResultSet result, Columns columns)
      throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < columns.names().size(); i++) {
      Object value = value(query, result, columns, i + 1);
      all.add(value);
      if (value != null && columns.isValue(i)) {
        values.put(columns.names().get(i), value);
      }
    }
    Object phone = all.get(columns.phone());
    return new AudienceRow(
        phone == null ? null : String.valueOf(phone), columns.clientOf(all), values, null);
  }

  /** A time without a zone stays one; JDBC makes it an instant of the machine's zone. */
  private static @Nullable Object value(Query query, ResultSet result, Columns columns, int column)
      throws SQLException {
    Object value = result.getObject(column);
    if (value instanceof Timestamp time) {
      String type = result.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
      return type.equals("timestamptz")
          ? time.toInstant().toString()
          : time.toLocalDateTime().toString();
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof byte[]) {
      throw new UnusableAudienceException(
          "%s devolve bytes na coluna '%s': só textos, números e datas cabem em uma mensagem."
              .formatted(query.what(), columns.names().get(column - 1)));
    }
    return value instanceof java.sql.Date || value instanceof Time
        ? value.toString()
        : result.getString(column);
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T in(Query query, Duration patience, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      // A page may take as long as the first row, which the pool's connections do not allow.
      connection.setNetworkTimeout(Runnable::run, (int) patience.plusSeconds(30).toMillis());
      bound(connection, patience);
      try {
        return work.with(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failure(query, patience, e);
    }
  }

  /** PostgreSQL itself ends what takes too long, each page anew, or fills the disk. */
  private static void bound(Connection connection, Duration patience) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SMALL_FILES);
      statement.execute("set local statement_timeout = " + Math.max(1, patience.toMillis()));
    }
  }

  /** PostgreSQL finds the type of a text where it is used, as of a text in the SQL itself. */
  private static void set(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    if (value instanceof String) {
      statement.setObject(at, value, Types.OTHER);
    } else {
      statement.setObject(at, value);
    }
  }

  private RuntimeException failure(Query query, Duration patience, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (state.equals(CANCELLED)) {
      return new UnusableAudienceException(
          "%s levou mais de %s até a primeira linha (%s): restrinja-o, ou crie um índice."
              .formatted(
                  query.what(),
                  written(patience),
                  patience.equals(timeout)
                      ? "recado.campaign.audience-timeout"
                      : "um ensaio não espera mais"));
    }
    if (state.equals("25006")) {
      return new UnusableAudienceException(query.what() + " tenta gravar; um público só lê.");
    }
    return DatabaseAway.explains(e)
        ? new DataAccessResourceFailureException("the audience", e)
        : new UnusableAudienceException(
            "O PostgreSQL não aceita o SQL '%s': %s".formatted(query.file(), message));
  }

  private static String written(Duration time) {
    return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
  }

  private Query query(Map<String, Object> audience) {
    String file = String.valueOf(audience.get(NAME)).strip();
    if (!FILE.matcher(file).matches()) {
      throw new UnusableAudienceException(
          "O campo 'audience.sql' precisa do nome de um arquivo de routes/sql, como clientes.sql.");
    }
    String sql = text(file);
    allowed(file, sql);
    return filled(file, sql, parameters(audience));
  }

  private static void allowed(String file, String sql) {
    SqlRights.refusal(sql)
        .ifPresent(
            refusal -> {
              throw new UnusableAudienceException(
                  "O SQL '%s' não é permitido (%s).".formatted(file, refusal.message()));
            });
    SqlRights.write(sql)
        .ifPresent(
            refusal -> {
              String word = sql.substring(refusal.at()).replaceFirst("(?s)\\W.*", "");
              throw new UnusableAudienceException(
                  "O SQL '%s' traz '%s', que grava; um público só lê.".formatted(file, word));
            });
  }

  private String text(String file) {
    return routes.<String>with(
        generation ->
            generation
                .files()
                .bytes("sql/" + file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(
                    () ->
                        new UnusableAudienceException(
                            "Não há o arquivo routes/sql/%s; há: %s.%s"
                                .formatted(
                                    file,
                                    String.join(
                                        ", ",
                                        generation.files().names("sql/*.sql").stream()
                                            .map(name -> name.substring("sql/".length()))
                                            .toList()),
                                    NOT_YET))));
  }

  private static Map<String, Object> parameters(Map<String, Object> audience) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (audience.get(PARAMETERS) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> parameters.put(String.valueOf(name), value));
    }
    return parameters;
  }

  private static Query filled(String file, String sql, Map<String, Object> parameters) {
    String marked = MARK.matcher(sql).replaceAll(":");
    ParsedSql parsed =
        NamedParameterUtils.parseSqlStatement(END.matcher(marked.strip()).replaceFirst(""));
    MapSqlParameterSource source = new MapSqlParameterSource(parameters);
    try {
      Object[] values = NamedParameterUtils.buildValueArray(parsed, source, null);
      return new Query(
          file, NamedParameterUtils.substituteNamedParameters(parsed, source), flat(values));
    } catch (DataAccessException e) {
      throw new UnusableAudienceException(
          "Falta %s em 'audience.parameters' para o SQL '%s'; %s."
              .formatted(
                  missing(marked, parameters),
                  file,
                  parameters.isEmpty()
                      ? "não há nenhum valor"
                      : "há: " + String.join(", ", parameters.keySet())));
    }
  }

  private static String missing(String sql, Map<String, Object> parameters) {
    String names =
        PARAMETER
            .matcher(sql)
            .results()
            .map(found -> found.group(1))
            .filter(name -> !parameters.containsKey(name))
            .distinct()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "um valor" : names;
  }

  /** A list is as many marks as it has values. */
  private static Object[] flat(@Nullable Object[] values) {
    List<@Nullable Object> flat = new ArrayList<>();
    for (Object value : values) {
      Object plain =
          value instanceof org.springframework.jdbc.core.SqlParameterValue typed
              ? typed.getValue()
              : value;
      if (plain instanceof Iterable<?> list) {
        list.forEach(flat::add);
      } else {
        flat.add(plain);
      }
    }
    return flat.toArray();
  }
}
