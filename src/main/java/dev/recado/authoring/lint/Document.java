package dev.recado.authoring.lint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file, read once: its text, its YAML with places, and the routes in it. */
final class Document {

  private static final int LARGEST = 1 << 20;

  /** The kind of a file, by its folder and name. */
  enum Kind {
    FLOW,
    CONNECTOR,
    CONFIGURATION,
    KAMELET,
    TEMPLATE,
    SOURCE,
    INTENT_FLOWS,
    TEST,
    /** YAML without further rules. */
    YAML,
    /** Steps without a route around them, in Markdown. */
    STEPS,
    SQL,
    OTHER;

    /** Whether its steps belong to a flow. A flow only decides; the outbox acts. */
    boolean flow() {
      return this == FLOW || this == STEPS;
    }

    boolean camel() {
      return this == FLOW || this == CONNECTOR || this == CONFIGURATION || this == STEPS;
    }
  }

  private final String name;
  private final String file;
  private final Kind kind;
  private final String text;
  private final int[] points;
  private final int columnOffset;
  private final YamlReader.Result yaml;
  private final RouteReader.Content content;
  private volatile @Nullable List<Finding> own;

  private Document(
      String name, String file, Kind kind, String text, int offset, YamlReader.Result yaml) {
    this.name = name;
    this.file = file;
    this.kind = kind;
    this.text = text;
    this.points = text.codePoints().toArray();
    this.columnOffset = offset;
    this.yaml = yaml;
    this.content = RouteReader.read(this);
  }

  static Document of(String name, byte[] bytes) {
    Kind kind = DocumentKinds.of(name);
    if (bytes.length > LARGEST) {
      return broken(name, kind, Place.START, "the file is larger than 1 MB; it is not checked");
    }
    CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    boolean ours = kind != Kind.OTHER;
    if (result.isError() && ours) {
      return broken(name, kind, last(text), "this byte is not UTF-8; save the file as UTF-8");
    }
    // A reader does not see a byte order mark as a character of the file.
    return of(name, name, kind, text.startsWith("\uFEFF") ? text.substring(1) : text, 0);
  }

  static Document of(String name, String file, Kind kind, String text, int columnOffset) {
    boolean isYaml = kind != Kind.OTHER && kind != Kind.SQL;
    Place control = isYaml ? control(text) : null;
    if (control != null) {
      return broken(name, kind, control, "a control character stands here; remove it");
    }
    YamlReader.Result yaml =
        isYaml
            ? YamlReader.read(text, columnOffset)
            : new YamlReader.Result(null, List.of(), List.of());
    return new Document(name, file, kind, text, columnOffset, yaml);
  }

  private static Document broken(String name, Kind kind, Place at, String message) {
    YamlReader.Flaw flaw = new YamlReader.Flaw(at, message);
    YamlReader.Result result = new YamlReader.Result(null, List.of(flaw), List.of());
    return new Document(name, name, kind, "", 0, result);
  }

  private static @Nullable Place control(String text) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (!org.snakeyaml.engine.v2.scanner.StreamReader.isPrintable(point)) {
        return last(text.substring(0, at));
      }
      at += Character.charCount(point);
    }
    return null;
  }

  /** The place after a text. */
  private static Place last(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    int start = text.lastIndexOf('\n') + 1;
    return new Place(line, 1 + text.codePointCount(start, text.length()));
  }

  /** A name that is unique in a project: the file's name, in Markdown with the block's. */
  String name() {
    return name;
  }

  /** The file that findings name. */
  String file() {
    return file;
  }

  boolean markdown() {
    return !name.equals(file);
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return text;
  }

  @Nullable Yaml root() {
    return yaml.root();
  }

  List<YamlReader.Flaw> flaws() {
    return yaml.flaws();
  }

  List<Place> comments() {
    return yaml.comments();
  }

  List<Route> routes() {
    return content.routes();
  }

  List<Step> steps() {
    return content.steps();
  }

  List<Call> calls() {
    return content.calls();
  }

  List<Expression> expressions() {
    return content.expressions();
  }

  /** The file name without folder and extensions. */
  String stem() {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.replaceFirst("\\.(camel|kamelet|test)\\.ya?ml$|\\.[a-z]+$", "");
  }

  /** The place of a character of a scalar's value, also in block and quoted scalars. */
  Place place(Yaml.Text scalar, int index) {
    int found = ScalarSource.index(points, scalar, index);
    int line = scalar.at().line();
    int start = -1;
    for (int i = scalar.start(); i < found; i++) {
      if (points[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return start < 0
        ? new Place(line, scalar.at().column() + found - scalar.start())
        : new Place(line, found - start + 1 + columnOffset);
  }

  /** The place of a character of the whole text. */
  Place place(int index) {
    return last(text.substring(0, index));
  }

  @Nullable List<Finding> own() {
    return own;
  }

  void own(List<Finding> findings) {
    own = findings;
  }
}
