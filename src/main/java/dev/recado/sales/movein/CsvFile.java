package dev.recado.sales.movein;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table as spreadsheets and databases write it, with the names of the columns in its first row.
 */
final class CsvFile implements DataFile {

  /** Where bytes are no UTF-8, a spreadsheet on Windows wrote them; this has all of Latin-1. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final char[] SEPARATORS = {';', ',', '\t'};

  private final Path path;
  private final String name;
  private final Charset charset;
  private final char separator;
  private final List<String> columns;
  private final Kind kind;
  private final String origin;

  private CsvFile(
      Path path,
      String name,
      Charset charset,
      char separator,
      List<String> columns,
      Kind kind,
      String origin) {
    this.path = path;
    this.name = name;
    this.charset = charset;
    this.separator = separator;
    this.columns = columns;
    this.kind = kind;
    this.origin = origin;
  }

  static CsvFile of(Path path, String name, Said said) throws IOException {
    Charset charset = isUtf8(path) ? StandardCharsets.UTF_8 : WINDOWS;
    char separator;
    try (BufferedReader reader = reader(path, charset)) {
      separator = separator(String.valueOf(reader.readLine()));
    }
    List<String> columns = new ArrayList<>();
    boolean any = false;
    try (CsvReader<CsvRecord> csv = csv(reader(path, charset), separator)) {
      Iterator<CsvRecord> rows = csv.iterator();
      if (rows.hasNext()) {
        rows.next().getFields().forEach(field -> columns.add(Names.plain(field)));
      }
      while (!any && rows.hasNext()) {
        any = !blank(rows.next());
      }
    } catch (RuntimeException e) {
      throw new UnreadableFile(name, "o arquivo não é uma tabela CSV nem JSON.");
    }
    Set<String> known = new LinkedHashSet<>(columns);
    if (!any) {
      throw new UnreadableFile(
          name, "o arquivo só tem a linha com os nomes das colunas, e nenhuma linha com dados.");
    }
    String twice = twice(columns);
    if (twice != null) {
      throw new UnreadableFile(name, "duas colunas se chamam '%s'.".formatted(twice));
    }
    Kind kind = said.kind() == null ? Kind.of(known, name).orElse(null) : said.kind();
    if (kind == null) {
      throw DataFile.unknown(name, known);
    }
    return new CsvFile(path, name, charset, separator, columns, kind, said.origin(usual(kind)));
  }

  private static @Nullable String twice(List<String> columns) {
    Set<String> seen = new LinkedHashSet<>();
    return columns.stream()
        .filter(one -> !one.isEmpty() && !seen.add(one))
        .findFirst()
        .orElse(null);
  }

  private static BufferedReader reader(Path path, Charset charset) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(path), charset), 64 * 1024);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private static CsvReader<CsvRecord> csv(Reader reader, char separator) {
    return CsvReader.builder().fieldSeparator(separator).ofCsvRecord(reader);
  }

  /** Of several, the one that stands most often outside of quotes in the first line. */
  private static char separator(String header) {
    String bare = header.replaceAll("\"[^\"]*\"", "");
    char best = SEPARATORS[0];
    long most = 0;
    for (char one : SEPARATORS) {
      long count = bare.chars().filter(c -> c == one).count();
      if (count > most) {
        best = one;
        most = count;
      }
    }
    return best;
  }

  /** Whether all bytes are UTF-8, without holding them. */
  private static boolean isUtf8(Path path) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    CharBuffer chars = CharBuffer.allocate(64 * 1024);
    try (FileChannel channel = FileChannel.open(path)) {
      boolean end = false;
      while (!end) {
        end = channel.read(bytes) < 0;
        bytes.flip();
        CoderResult result = decoder.decode(bytes, chars, end);
        if (result.isError()) {
          return false;
        }
        bytes.compact();
        chars.clear();
      }
      return true;
    }
  }

  @Override
  public Set<Kind> kinds() {
    return Set.of(kind);
  }

  @Override
  public void each(Kind wanted, Consumer<Row> row, Consumer<Refusal> bad) throws IOException {
    try (CsvReader<CsvRecord> csv = csv(reader(path, charset), separator)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (records.hasNext()) {
        records.next();
      }
      while (records.hasNext()) {
        CsvRecord record = records.next();
        if (record.getFieldCount() == columns.size()) {
          row.accept(new Row(name, record.getStartingLineNumber(), 0, origin, cells(record)));
        } else if (!blank(record)) {
          bad.accept(uneven(record));
        }
      }
    } catch (de.siegmar.fastcsv.reader.CsvParseException e) {
      throw new UnreadableFile(
          name,
          "a leitura parou, porque um campo é longo demais ou faltam aspas; nada depois dele foi lido.");
    }
  }

  /** Sellers and appointments come from Supabase. */
  private static String usual(Kind kind) {
    return kind == Kind.VENDEDORES || kind == Kind.AGENDA ? "supabase" : "import";
  }

  private static boolean blank(CsvRecord record) {
    return record.getFields().stream().allMatch(String::isBlank);
  }

  private Refusal uneven(CsvRecord record) {
    return new Refusal(
        name,
        record.getStartingLineNumber(),
        null,
        null,
        "a linha tem %d colunas e o cabeçalho %d: confira as aspas e o separador"
            .formatted(record.getFieldCount(), columns.size()));
  }

  private Map<String, JsonNode> cells(CsvRecord record) {
    Map<String, JsonNode> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.putIfAbsent(columns.get(i), TextNode.valueOf(record.getField(i)));
    }
    return cells;
  }
}
