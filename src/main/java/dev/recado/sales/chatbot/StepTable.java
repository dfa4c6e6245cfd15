package dev.recado.sales.chatbot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.ground.rest.InvalidFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of steps as people have it: the Markdown table of the Django system's manual, or
 * columns between {@code ;}, {@code ,} or tabs.
 */
final class StepTable {

  private static final String QUOTES = "`\"'";

  private StepTable() {}

  /**
   * Reads it.
   *
   * @param text the table, with a head that names the columns Código, Handler Path and Ordem
   * @return a list of objects with {@code codigo}, {@code handler} and {@code ordem}
   * @throws InvalidFields with the line that cannot be read
   */
  static JsonNode read(String text, ObjectMapper json) {
    List<List<String>> rows =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.matches("\\|?[\\s|:-]+\\|?"))
            .map(StepTable::cells)
            .toList();
    if (rows.size() < 2) {
      throw InvalidFields.of("tabela", "A tabela precisa de um cabeçalho e de ao menos uma etapa.");
    }
    List<@Nullable String> columns = new ArrayList<>();
    rows.get(0).forEach(name -> columns.add(column(name)));
    if (!columns.contains("codigo") || !columns.contains("handler")) {
      throw InvalidFields.of(
          "tabela", "O cabeçalho da tabela precisa das colunas Código e Handler Path.");
    }
    ArrayNode steps = json.createArrayNode();
    for (List<String> row : rows.subList(1, rows.size())) {
      steps.add(step(row, columns, json));
    }
    return steps;
  }

  private static List<String> cells(String line) {
    String separator =
        line.contains("|") ? "\\|" : line.contains(";") ? ";" : line.contains("\t") ? "\t" : ",";
    String inside = line.replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    return Arrays.stream(inside.split(separator, -1)).map(cell -> unquoted(cell.strip())).toList();
  }

  /** A regular expression for this takes minutes for a cell of quotes. */
  private static String unquoted(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && QUOTES.indexOf(cell.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && QUOTES.indexOf(cell.charAt(to - 1)) >= 0) {
      to--;
    }
    return cell.substring(from, to);
  }

  private static @Nullable String column(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('ó', 'o').replaceAll("[^a-z]", "");
    return switch (plain) {
      case "codigo", "code", "etapa" -> "codigo";
      case "handler", "handlerpath", "fluxo", "flow" -> "handler";
      case "ordem", "order", "posicao" -> "ordem";
      default -> null;
    };
  }

  private static ObjectNode step(
      List<String> row, List<@Nullable String> columns, ObjectMapper json) {
    if (row.size() != columns.size()) {
      throw InvalidFields.of(
          "tabela",
          "A linha \"%s\" tem %d colunas, e o cabeçalho tem %d."
              .formatted(String.join(" | ", row), row.size(), columns.size()));
    }
    ObjectNode step = json.createObjectNode();
    for (int i = 0; i < row.size(); i++) {
      String column = columns.get(i);
      if (column != null) {
        step.put(column, row.get(i));
      }
    }
    return step;
  }
}
