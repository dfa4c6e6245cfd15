package dev.recado.spine.camel;

import dev.recado.spine.foreign.Dialect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as routes get them.
 *
 * <p>A result that is too large is refused, because half of it would be taken for the whole. A time
 * without a zone stays one: JDBC gives it as an instant of the zone in which the hub happens to
 * run.
 */
final class FlowRows implements InvocationHandler {

  static final int MOST = 10_000;

  private static final String OF_SQL_SERVER = "microsoft.sql.DateTimeOffset";

  private final ResultSet rows;
  private final @Nullable Dialect dialect;
  private int count;

  private FlowRows(ResultSet rows, @Nullable Dialect dialect) {
    this.rows = rows;
    this.dialect = dialect;
  }

  static ResultSet of(ResultSet rows, @Nullable Dialect dialect) {
    return (ResultSet)
        Proxy.newProxyInstance(
            FlowRows.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            new FlowRows(rows, dialect));
  }

  @Override
  public @Nullable Object invoke(
      Object self, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Object result = call(method, arguments);
    boolean next = method.getName().equals("next") && Boolean.TRUE.equals(result);
    if (next && ++count > MOST) {
      throw new SQLException(
          "A consulta devolve mais de %d linhas: restrinja-a com where ou limit".formatted(MOST));
    }
    return method.getName().equals("getObject")
            && arguments != null
            && arguments.length == 1
            && arguments[0] instanceof Integer column
        ? value(result, column)
        : result;
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(rows, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object value(@Nullable Object value, int column) throws SQLException {
    if (value instanceof Timestamp timestamp) {
      String type = rows.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
      boolean instant =
          type.equals("timestamptz") || dialect == Dialect.MARIADB && type.equals("timestamp");
      return instant ? timestamp : timestamp.toLocalDateTime();
    }
    return value != null && value.getClass().getName().equals(OF_SQL_SERVER)
        ? rows.getObject(column, OffsetDateTime.class)
        : value;
  }
}
