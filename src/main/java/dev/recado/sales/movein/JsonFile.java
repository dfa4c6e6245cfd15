package dev.recado.sales.movein;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: a list of objects, an object with a list of each kind, a page of Django's API
 * ({@code results}), or what {@code manage.py dumpdata} writes.
 */
final class JsonFile implements DataFile {

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(50)
                      .maxStringLength(1_000_000)
                      .build())
              .build());

  /** What a page of Django's API has beside its records. */
  private static final Set<String> OF_A_PAGE = Set.of("count", "next", "previous");

  private final Path path;
  private final String name;
  private final Said said;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final Set<String> unknown = new LinkedHashSet<>();
  private boolean more;

  private JsonFile(Path path, String name, Said said) {
    this.path = path;
    this.name = name;
    this.said = said;
  }

  /** Reads the whole file once, so that a broken one is refused before anything is written. */
  static JsonFile of(Path path, String name, Said said) throws IOException {
    JsonFile file = new JsonFile(path, name, said);
    try {
      file.walk((kind, row) -> file.kinds.add(kind), bad -> {});
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UnreadableFile(
          name,
          "o arquivo não é JSON a partir da linha %d; nada dele foi gravado.".formatted(line));
    }
    if (file.kinds.isEmpty()) {
      if (file.unknown.isEmpty()) {
        throw new UnreadableFile(name, "o arquivo não traz nenhum registro.");
      }
      throw DataFile.unknown(name, file.unknown);
    }
    return file;
  }

  @Override
  public Set<Kind> kinds() {
    return kinds;
  }

  @Override
  public Set<String> ignored() {
    return unknown;
  }

  @Override
  public List<String> notices() {
    return more
        ? List.of(
            name
                + ": é uma página, e há mais páginas (next): traga também as outras, ou peça páginas maiores (page_size)")
        : List.of();
  }

  @Override
  public void each(Kind wanted, Consumer<Row> row, Consumer<Refusal> bad) throws IOException {
    boolean first = wanted == kinds.iterator().next();
    walk(
        (kind, one) -> {
          if (kind == wanted) {
            row.accept(one);
          }
        },
        refusal -> {
          if (first) {
            bad.accept(refusal);
          }
        });
  }

  /** Takes each record with its kind. */
  private interface Visitor {
    void visit(Kind kind, Row row);
  }

  private void walk(Visitor visitor, Consumer<Refusal> bad) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 64 * 1024);
        JsonParser parser = JSON.getFactory().createParser(in)) {
      Walk walk = new Walk(parser, visitor, bad);
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        walk.list(said.kind());
      } else {
        walk.lists();
      }
      if (parser.nextToken() != null) {
        throw new UnreadableFile(name, "depois do fim do JSON ainda vem texto.");
      }
    }
  }

  /** One pass over the file. */
  private final class Walk {

    private final JsonParser parser;
    private final Visitor visitor;
    private final Consumer<Refusal> bad;
    private long number;

    Walk(JsonParser parser, Visitor visitor, Consumer<Refusal> bad) {
      this.parser = parser;
      this.visitor = visitor;
      this.bad = bad;
    }

    /** An object with lists; what is no list, or has an unknown name, is left out. */
    void lists() throws IOException {
      Set<String> others = new LinkedHashSet<>();
      boolean paged = false;
      boolean next = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        Optional<Kind> kind = Kind.named(key);
        boolean page = key.equals("results");
        if (parser.nextToken() == JsonToken.START_ARRAY && (kind.isPresent() || page)) {
          list(page ? said.kind() : kind.get());
          paged |= page;
        } else {
          others.add(key);
          next |= key.equals("next") && parser.currentToken() == JsonToken.VALUE_STRING;
          parser.skipChildren();
        }
      }
      if (paged) {
        others.removeAll(OF_A_PAGE);
        more = next;
      }
      unknown.addAll(others);
    }

    void list(@Nullable Kind known) throws IOException {
      Kind kind = known;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        long line = parser.currentTokenLocation().getLineNr();
        JsonNode node = JSON.readTree(parser);
        number++;
        if (!node.isObject()) {
          bad.accept(new Refusal(name, line, number, null, "é esperado um objeto"));
          continue;
        }
        boolean dumped = node.path("model").isTextual() && node.path("fields").isObject();
        Map<String, JsonNode> cells = cells(dumped ? node.get("fields") : node);
        if (dumped) {
          // What Django calls id is its pk, wherever it stands.
          JsonNode key = node.path("pk");
          cells.put("id", key.isNumber() ? key : TextNode.valueOf(key.asText()));
          dumped(node.get("model").asText(), line, cells);
        } else {
          kind = kind == null ? Kind.of(cells.keySet(), name).orElse(null) : kind;
          if (kind == null) {
            unknown.addAll(cells.keySet());
          } else {
            visitor.visit(kind, new Row(name, line, number, said.origin("import"), cells));
          }
        }
      }
    }

    /** Models that the hub has no place for, such as sessions and users, are left out. */
    private void dumped(String model, long line, Map<String, JsonNode> cells) {
      Optional<Kind> kind = Kind.named(model.substring(model.lastIndexOf('.') + 1));
      if (kind.isEmpty()) {
        unknown.add(model);
        return;
      }
      visitor.visit(kind.get(), new Row(name, line, number, said.origin("django"), cells));
    }

    private static Map<String, JsonNode> cells(JsonNode object) {
      Map<String, JsonNode> cells = new LinkedHashMap<>();
      object
          .properties()
          .forEach(one -> cells.putIfAbsent(Names.plain(one.getKey()), one.getValue()));
      return cells;
    }
  }
}
