package dev.recado.spine.camel;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.component.sql.SqlHelper;

/**
 * Lists in SQL, {@code in (:#in:${body[list]})}.
 *
 * <p>Camel reads the brackets of such an expression as a part of a regular expression, and then
 * does not find it. Nor does it know that a list without values is no SQL: it becomes a null, which
 * nothing is equal to.
 */
final class InLists extends DefaultSqlPrepareStatementStrategy {

  private static final Pattern LIST = Pattern.compile(":\\?in:(\\w+|\\$\\{[^}]+})");

  private InLists(char separator) {
    super(separator);
  }

  /** Gives the rule to an endpoint of SQL, unless its author has chosen one. */
  static Endpoint given(String uri, Endpoint endpoint) {
    if (endpoint instanceof SqlEndpoint sql && sql.getPrepareStatementStrategy() == null) {
      sql.setPrepareStatementStrategy(new InLists(sql.getSeparator()));
    }
    return endpoint;
  }

  @Override
  public String prepareQuery(String query, boolean named, Exchange exchange) throws SQLException {
    // Without an exchange Camel only asks whether it can count the values already.
    return named && exchange != null
        ? super.prepareQuery(filled(query, exchange), true, exchange)
        : super.prepareQuery(query, named, exchange);
  }

  private static String filled(String query, Exchange exchange) {
    return LIST.matcher(query).replaceAll(list -> marks(list.group(1), exchange));
  }

  private static String marks(String list, Exchange exchange) {
    Object values = SqlHelper.lookupParameter(list, exchange, null);
    if (values == null) {
      return Matcher.quoteReplacement("?");
    }
    StringJoiner marks = new StringJoiner(",").setEmptyValue("null");
    for (Iterator<?> each = createInParameterIterator(values); each.hasNext(); each.next()) {
      marks.add("?");
    }
    return Matcher.quoteReplacement(marks.toString());
  }
}
