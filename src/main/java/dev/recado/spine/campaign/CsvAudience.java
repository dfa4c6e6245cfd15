package dev.recado.spine.campaign;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An audience that was sent as CSV, as spreadsheets write it in Brazil and elsewhere: with
 * semicolons, commas or tabs, in UTF-8 or Latin-1, with a line of names.
 */
final class CsvAudience implements AudienceSource {

  static final String NAME = "csv";

  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private final Files files;

  CsvAudience(Files files) {
    this.files = files;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> check(Map<String, Object> audience) {
    Found found = new Found();
    Columns columns = each(text(audience), row -> found.any = true);
    if (!found.any) {
      throw new UnusableAudienceException("O CSV não tem linhas depois da linha com os nomes.");
    }
    return columns.values();
  }

  private static final class Found {
    private boolean any;
  }

  @Override
  public void read(Map<String, Object> audience, Rows rows) {
    each(text(audience), rows);
  }

  private String text(Map<String, Object> audience) {
    String written = String.valueOf(audience.get(NAME));
    try {
      return text(
          files
              .content(UUID.fromString(written))
              .orElseThrow(
                  () ->
                      new UnusableAudienceException(
                          "Não há o arquivo '%s' de 'audience.csv': envie-o de novo (POST /api/campaigns/files)."
                              .formatted(written))));
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  /** Spreadsheets write UTF-8 with a mark at its beginning, or the letters of Windows. */
  static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return new String(bytes, LATIN);
    }
  }

  static Columns each(String csv, Rows rows) {
    String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
    try (MappingIterator<String[]> lines =
        CSV.readerFor(String[].class).with(schema).readValues(text)) {
      if (!lines.hasNext()) {
        throw new UnusableAudienceException("O CSV está vazio.");
      }
      Columns columns = Columns.of("O CSV", List.of(lines.next()));
      boolean wanted = true;
      for (int line = 2; wanted && lines.hasNext(); line++) {
        wanted = rows.take(row(lines.next(), columns, line));
      }
      return columns;
    } catch (IOException e) {
      throw new UnusableAudienceException(
          "O CSV não pode ser lido: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (UncheckedIOException e) {
      throw new UnusableAudienceException("O CSV não pode ser lido: há aspas sem fim?");
    } catch (com.fasterxml.jackson.databind.RuntimeJsonMappingException e) {
      throw new UnusableAudienceException("O CSV não pode ser lido: há aspas sem fim?");
    }
  }

  private static AudienceRow row(String[] cells, Columns columns, int line) {
    if (cells.length > columns.names().size()) {
      throw new UnusableAudienceException(
          "A linha %d do CSV tem %d colunas, e a primeira tem %d: há um separador a mais, ou faltam aspas."
              .formatted(line, cells.length, columns.names().size()));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      if (columns.isValue(i) && !cells[i].isBlank()) {
        values.put(columns.names().get(i), cells[i].strip());
      }
    }
    String phone = columns.phone() < cells.length ? cells[columns.phone()] : null;
    return new AudienceRow(phone, columns.clientOf(Arrays.asList(cells)), values, null);
  }

  /** Among those of the first line, the one that stands there most often. */
  private static char separator(String text) {
    String first = text.lines().findFirst().orElse("");
    char best = ';';
    for (char each : new char[] {',', '\t'}) {
      if (count(first, each) > count(first, best)) {
        best = each;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(each -> each == wanted).count();
  }
}
