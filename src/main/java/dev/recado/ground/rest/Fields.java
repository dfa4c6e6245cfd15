package dev.recado.ground.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request body. It collects all errors and refuses the request once.
 *
 * <p>Fields that the endpoint does not read are ignored, because callers send back what they got,
 * with {@code id} and times. In a partial change an absent field keeps its earlier value.
 */
public final class Fields {

  private static final String REQUIRED = "Este campo é obrigatório.";
  private static final String BLANK = "Este campo não pode estar em branco.";
  private static final String NULL = "Este campo não pode ser nulo.";

  private final JsonNode json;
  private final boolean partial;
  private final Map<String, Object> errors = new LinkedHashMap<>();

  private Fields(JsonNode json, boolean partial) {
    this.json = json;
    this.partial = partial;
  }

  /**
   * Reads a body.
   *
   * @param json what came
   * @param partial whether absent fields keep their earlier values, as with PATCH
   * @throws InvalidFields if it is no JSON object
   */
  public static Fields of(JsonNode json, boolean partial) {
    if (!json.isObject()) {
      throw InvalidFields.of(InvalidFields.ALL, "Dado inválido: é esperado um objeto JSON.");
    }
    return new Fields(json, partial);
  }

  /**
   * Reads a text that must be there.
   *
   * @param field its name
   * @param longest the most characters
   * @param before the earlier value, for a partial change
   * @return without surrounding blanks; empty if it is wrong
   */
  public String required(String field, int longest, @Nullable String before) {
    if (!json.has(field)) {
      if (partial && before != null) {
        return before;
      }
      wrong(field, REQUIRED);
      return "";
    }
    if (json.get(field).isNull()) {
      wrong(field, NULL);
      return "";
    }
    String text = text(field, longest, null);
    if (text == null && !errors.containsKey(field)) {
      wrong(field, BLANK);
    }
    return text == null ? "" : text;
  }

  /**
   * Reads a text that may be missing.
   *
   * @param field its name
   * @param longest the most characters
   * @param before the earlier value, for a partial change
   * @return without surrounding blanks; null if it is absent, null or blank
   */
  public @Nullable String text(String field, int longest, @Nullable String before) {
    JsonNode value = json.get(field);
    if (value == null) {
      return partial ? before : null;
    }
    if (value.isNull()) {
      return null;
    }
    if (value.isContainerNode() || value.isBoolean() || infinite(value)) {
      wrong(field, "Não é uma string válida.");
      return null;
    }
    String text = value.asText().strip();
    if (text.codePointCount(0, text.length()) > longest) {
      wrong(
          field,
          "Certifique-se de que este campo não tenha mais de %d caracteres.".formatted(longest));
      return null;
    }
    if (text.indexOf('\u0000') >= 0) {
      wrong(field, "Caracteres nulos não são permitidos.");
      return null;
    }
    return text.isEmpty() ? null : text;
  }

  /** A number beyond the range of doubles, such as 1e400. */
  private static boolean infinite(JsonNode value) {
    return value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue());
  }

  /**
   * Reads an amount of money.
   *
   * @param field its name; a JSON number or a text such as {@code 39.90}
   * @param most the highest amount
   * @param before the earlier value; null makes the field required
   * @return with two decimals, zero or more; zero if it is wrong
   */
  public BigDecimal amount(String field, BigDecimal most, @Nullable BigDecimal before) {
    JsonNode value = json.get(field);
    if (value == null) {
      if (before == null || !partial) {
        wrong(field, REQUIRED);
        return BigDecimal.ZERO;
      }
      return before;
    }
    BigDecimal number = decimal(field, value);
    if (number == null) {
      return BigDecimal.ZERO;
    }
    if (number.signum() < 0) {
      wrong(field, "Certifique-se de que este valor seja maior ou igual a 0.");
    } else if (number.compareTo(most) > 0) {
      wrong(
          field,
          "Certifique-se de que este valor seja inferior ou igual a %s."
              .formatted(most.toPlainString()));
    } else if (number.stripTrailingZeros().scale() > 2) {
      wrong(field, "Certifique-se de que não haja mais de 2 casas decimais.");
    } else {
      return number.setScale(2, java.math.RoundingMode.UNNECESSARY);
    }
    return BigDecimal.ZERO;
  }

  private @Nullable BigDecimal decimal(String field, JsonNode value) {
    try {
      if ((value.isNumber() || value.isTextual()) && value.asText().strip().length() <= 40) {
        BigDecimal number = new BigDecimal(value.asText().strip());
        // A number such as 1e999999999 would need gigabytes to be written out.
        if (Math.abs((long) number.scale()) <= 30 && number.precision() <= 40) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      wrong(field, "Um número válido é necessário.");
      return null;
    }
    wrong(field, value.isNull() ? NULL : "Um número válido é necessário.");
    return null;
  }

  /**
   * Reads a whole number.
   *
   * @param field its name
   * @param least the lowest number
   * @param most the highest number
   * @param before the value if the field is absent; null for none
   * @return null if it is absent without an earlier value, null, or wrong
   */
  public @Nullable Long whole(String field, long least, long most, @Nullable Long before) {
    JsonNode value = json.get(field);
    if (value == null) {
      return before;
    }
    if (value.isNull()) {
      return null;
    }
    BigDecimal number = value.isNumber() || value.isTextual() ? decimal(field, value) : null;
    if (number == null || number.stripTrailingZeros().scale() > 0) {
      errors.remove(field);
      wrong(field, "Um número inteiro válido é exigido.");
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0) {
      wrong(field, "Certifique-se de que este valor seja maior ou igual a %d.".formatted(least));
      return null;
    }
    if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
      wrong(field, "Certifique-se de que este valor seja inferior ou igual a %d.".formatted(most));
      return null;
    }
    return number.longValueExact();
  }

  /**
   * Reads yes or no.
   *
   * @param field its name
   * @param before the value if it is absent
   */
  public boolean flag(String field, boolean before) {
    JsonNode value = json.get(field);
    if (value == null) {
      return before;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    String text = value.asText();
    if (Set.of("true", "True", "1", "false", "False", "0").contains(text)) {
      return Set.of("true", "True", "1").contains(text);
    }
    wrong(field, "Deve ser um valor booleano válido.");
    return before;
  }

  /**
   * Reads a text that must be one of some.
   *
   * @param field its name
   * @param known the allowed texts
   * @param before the value if it is absent
   */
  public String choice(String field, Set<String> known, String before) {
    JsonNode value = json.get(field);
    if (value == null) {
      return before;
    }
    if (!value.isTextual() || !known.contains(value.textValue())) {
      wrong(
          field,
          "\"%s\" não é uma escolha válida; há %s."
              .formatted(shown(value), String.join(", ", new TreeSet<>(known))));
      return before;
    }
    return value.textValue();
  }

  private static String shown(JsonNode value) {
    String text = value.asText();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /**
   * Reads a list of texts.
   *
   * @param field its name
   * @param longest the most characters of each
   * @param before the value if it is absent
   * @return without blank ones and doubles
   */
  public List<String> texts(String field, int longest, List<String> before) {
    JsonNode value = json.get(field);
    if (value == null) {
      return before;
    }
    if (value.isNull()) {
      return List.of();
    }
    if (!value.isArray() || value.size() > 200) {
      wrong(
          field,
          value.isArray()
              ? "São permitidos no máximo 200 itens."
              : "É esperada uma lista de textos.");
      return before;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value) {
      String text = one.isTextual() ? one.textValue().strip() : "";
      if (text.isEmpty() || text.length() > longest || text.indexOf('\u0000') >= 0) {
        wrong(field, "Cada item deve ser um texto de 1 a %d caracteres.".formatted(longest));
        return before;
      }
      if (!texts.contains(text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  /**
   * Tells whether the body has a field.
   *
   * @param field its name
   */
  public boolean has(String field) {
    return json.has(field);
  }

  /**
   * Gives a field as it came, for shapes of its own.
   *
   * @param field its name
   * @return null if it is absent or null
   */
  public @Nullable JsonNode node(String field) {
    JsonNode value = json.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /**
   * Notes an error. Only the first of each field is kept.
   *
   * @param field its name
   * @param sentence what is wrong, in Portuguese
   */
  public void wrong(String field, String sentence) {
    errors.putIfAbsent(field, List.of(sentence));
  }

  /**
   * Notes errors of the entries of a list.
   *
   * @param field its name
   * @param entries for each entry its errors by field; empty maps for those that are right
   */
  public void wrong(String field, List<Map<String, Object>> entries) {
    errors.putIfAbsent(field, entries);
  }

  /**
   * Gives the errors so far.
   *
   * @return by field; empty if all is right
   */
  public Map<String, Object> errors() {
    return errors;
  }

  /**
   * Refuses the request if any field was wrong.
   *
   * @throws InvalidFields with all errors
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw InvalidFields.of(errors);
    }
  }
}
