package dev.recado.spine.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shortcut gives the same value as Camel's own way, and is not used where Camel's way reads
 * more.
 */
class ValueOfKeyTest {

  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
  private static final BeanLanguage CAMELS_OWN = new BeanLanguage();
  private static final Map<String, Object> MAP = map();

  private final Exchange exchange = new DefaultExchange(CAMEL);

  private static Map<String, Object> map() {
    CAMELS_OWN.setCamelContext(CAMEL);
    CAMEL.start();
    Map<String, Object> map = new HashMap<>();
    map.put("name", "João");
    map.put("nothing", null);
    map.put("number", 7);
    map.put("amount", new BigDecimal("150.50"));
    map.put("yes", true);
    map.put("lines", List.of("a", "b"));
    map.put("partner", Map.of("id", 7));
    map.put("class", "A");
    map.put("size", "M");
    map.put("last", "Silva");
    map.put("_id", 380L);
    map.put("é", "letter");
    map.put("a-b", "hyphen");
    map.put("0", "first");
    return map;
  }

  @AfterAll
  static void stop() {
    CAMEL.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name", "nothing", "number", "amount", "yes", "lines", "partner", "class", "size", "last",
        "_id", "missing"
      })
  void aPlainKeyGivesTheSameValueAsCamel(String key) {
    Object[] given = {null, MAP, "[" + key + "]"};
    Expression value = Objects.requireNonNull(ValueOfKey.in(given));
    for (Class<?> type : List.of(Object.class, String.class, Boolean.class)) {
      Expression camels = CAMELS_OWN.createExpression(null, given);
      camels.init(CAMEL);
      assertThat(outcome(value, type)).isEqualTo(outcome(camels, type));
    }
  }

  private Object outcome(Expression expression, Class<?> type) {
    try {
      return String.valueOf(expression.evaluate(exchange, type));
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ name ]",
        "['name']",
        "[0]",
        "[a-b]",
        "[é]",
        "[partner][id]",
        "[name].length()",
        "size()",
        "[${body}]",
        "[]",
        "name",
        "[name",
        "[name]?",
        "?[name]"
      })
  void anyOtherPathIsLeftToCamel(String path) {
    assertThat(ValueOfKey.in(new Object[] {null, MAP, path})).isNull();
  }

  @Test
  void aValueThatIsNoMapOrHasATypeIsLeftToCamel() {
    assertThat(ValueOfKey.in(new Object[] {null, List.of("a"), "[name]"})).isNull();
    assertThat(ValueOfKey.in(new Object[] {null, null, "[name]"})).isNull();
    assertThat(ValueOfKey.in(new Object[] {String.class, MAP, "[name]"})).isNull();
    assertThat(ValueOfKey.in(new Object[] {null, MAP})).isNull();
  }
}
