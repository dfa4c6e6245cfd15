package dev.recado.ground.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source whose statements take any text. It replaces what PostgreSQL cannot store.
 *
 * <p>Every text for every column passes here: texts of webhooks, answers of other systems, input of
 * people at the API. Bytes are left as they are.
 */
public final class StorableParameters extends DelegatingDataSource {

  private StorableParameters(DataSource target) {
    super(target);
  }

  /**
   * Wraps a data source.
   *
   * @param target where the connections come from
   * @return the same connections, with clean texts for statements
   */
  public static DataSource of(DataSource target) {
    return target instanceof StorableParameters ? target : new StorableParameters(target);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connection(super.getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return connection(super.getConnection(username, password));
  }

  private static Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (Method method, @Nullable Object[] arguments) -> {
          if (method.getName().equals("createArrayOf") && arguments[1] instanceof Object[] array) {
            arguments[1] = texts(array);
          }
          Object result = call(real, method, arguments);
          if (result instanceof CallableStatement called) {
            return statement(CallableStatement.class, called);
          }
          return result instanceof PreparedStatement prepared
              ? statement(PreparedStatement.class, prepared)
              : result;
        });
  }

  private static <S extends PreparedStatement> S statement(Class<S> type, S real) {
    return proxy(
        type,
        (Method method, @Nullable Object[] arguments) -> {
          if (arguments.length > 1 && method.getName().startsWith("set")) {
            arguments[1] = storable(arguments[1]);
          }
          return call(real, method, arguments);
        });
  }

  private static @Nullable Object storable(@Nullable Object value) {
    if (value instanceof String text) {
      return StorableText.clean(text);
    }
    return value instanceof String[] array ? texts(array) : value;
  }

  private static Object[] texts(Object[] array) {
    Object[] copy = array.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] instanceof String text) {
        copy[i] = StorableText.clean(text);
      }
    }
    return copy;
  }

  private interface Call {
    @Nullable Object with(Method method, @Nullable Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            StorableParameters.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, given) -> {
              @Nullable Object[] arguments = given == null ? new Object[0] : given;
              return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> call.with(method, arguments);
              };
            }));
  }

  private static @Nullable Object call(Object real, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
