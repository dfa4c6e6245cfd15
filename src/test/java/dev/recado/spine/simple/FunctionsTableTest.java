package dev.recado.spine.simple;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of functions in docs/flows.md. */
class FunctionsTableTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[a-zA-Z]+\\(.*) \\| [^|]+ \\| `(\\$\\{.*})` \\| `([^`]*)` \\|$");
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)\\(");

  @Test
  void theTableNamesEachFunctionAndNoOther() throws IOException {
    Set<String> named =
        rows()
            .flatMap(row -> NAME.matcher(row.group(1)).results())
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(Functions.names());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachExampleGivesItsResult(MatchResult row) {
    DefaultCamelContext context = new DefaultCamelContext();
    HubSimple.into(context);
    DefaultExchange exchange = new DefaultExchange(context);
    exchange
        .getMessage()
        .setBody(Map.of("meta_data", List.of(Map.of("key", "area", "value", "Cozinhas"))));
    var expression = context.resolveLanguage("simple").createExpression(row.group(2));
    expression.init(context);
    assertThat(expression.evaluate(exchange, String.class)).isEqualTo(row.group(3));
  }

  static Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs/flows.md"))).results();
  }
}
