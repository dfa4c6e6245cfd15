package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document with the place of each node, however broken the document is.
 *
 * <p>It builds nodes from the parser's events and not with its composer. So depth and aliases are
 * limited before they cost anything, and the part before an error is kept.
 */
final class YamlReader {

  private static final int DEEPEST = 60;
  private static final int MOST_ALIASES = 20;

  private final ParserImpl parser;
  private final int columnOffset;
  private final List<Flaw> flaws = new ArrayList<>();
  private final List<Place> comments = new ArrayList<>();
  private final Map<String, Yaml> anchors = new HashMap<>();
  private int aliases;

  private YamlReader(String text, int columnOffset) {
    LoadSettings settings =
        LoadSettings.builder()
            .setParseComments(true)
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    this.parser = new ParserImpl(settings, new StreamReader(settings, new InPieces(text)));
    this.columnOffset = columnOffset;
  }

  /** An error in the YAML itself. */
  record Flaw(Place at, String message) {}

  /** The result. The root is null if nothing could be read. */
  record Result(@Nullable Yaml root, List<Flaw> flaws, List<Place> comments) {}

  /** Ends the reading at a flaw. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Flaw flaw;

    Unreadable(Place at, String message) {
      super(message, null, false, false);
      this.flaw = new Flaw(at, message);
    }
  }

  static Result read(String text, int columnOffset) {
    YamlReader reader = new YamlReader(text, columnOffset);
    Yaml root = null;
    try {
      root = reader.document();
    } catch (Unreadable e) {
      reader.flaws.add(e.flaw);
    } catch (MarkedYamlEngineException e) {
      // An unclosed quote is best corrected where it was opened.
      boolean open = String.valueOf(e.getProblem()).contains("end of stream");
      Mark mark =
          (open
                  ? e.getContextMark().or(e::getProblemMark)
                  : e.getProblemMark().or(e::getContextMark))
              .orElse(null);
      reader.flaws.add(new Flaw(reader.place(Optional.ofNullable(mark)), YamlProblem.of(e)));
    } catch (YamlEngineException e) {
      reader.flaws.add(new Flaw(Place.START, String.valueOf(e.getMessage())));
    }
    return new Result(root, List.copyOf(reader.flaws), List.copyOf(reader.comments));
  }

  private @Nullable Yaml document() throws Unreadable {
    Yaml root = null;
    while (true) {
      Event event = next();
      switch (event.getEventId()) {
        case StreamStart, DocumentEnd -> {}
        case StreamEnd -> {
          if (root == null) {
            throw new Unreadable(Place.START, "the file is empty");
          }
          return root;
        }
        case DocumentStart -> {
          if (root != null) {
            flaws.add(
                new Flaw(
                    place(event.getStartMark()),
                    "a second document begins here; a file holds one, so remove the \"---\""));
            return root;
          }
        }
        default -> root = node(event, 0);
      }
    }
  }

  private Event next() {
    while (true) {
      Event event = parser.next();
      if (!(event instanceof CommentEvent comment)) {
        return event;
      }
      // This parser also reports a blank line as a comment.
      if (!comment.getValue().isBlank()
          || comment.getCommentType() != org.snakeyaml.engine.v2.comments.CommentType.BLANK_LINE) {
        comments.add(place(comment.getStartMark()));
      }
    }
  }

  private Yaml node(Event event, int depth) throws Unreadable {
    if (depth > DEEPEST) {
      throw new Unreadable(
          place(event.getStartMark()), "this is nested more than " + DEEPEST + " levels deep");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    Yaml node =
        switch (event.getEventId()) {
          case Scalar -> text((ScalarEvent) event);
          case SequenceStart -> list(event, depth);
          default -> map(event, depth);
        };
    if (event instanceof NodeEvent named) {
      named.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
    }
    return node;
  }

  private Yaml alias(AliasEvent alias) throws Unreadable {
    Place at = place(alias.getStartMark());
    Yaml node = anchors.get(alias.getAlias().getValue());
    if (node == null) {
      throw new Unreadable(
          at, "there is no finished anchor \"&" + alias.getAlias().getValue() + "\" before this");
    }
    if (!(node instanceof Yaml.Text) && ++aliases > MOST_ALIASES) {
      throw new Unreadable(at, "more than " + MOST_ALIASES + " aliases of lists and maps");
    }
    return node;
  }

  private Yaml.Text text(ScalarEvent event) {
    return new Yaml.Text(
        place(event.getStartMark()),
        event.getValue(),
        event.isPlain() && event.getTag().isEmpty(),
        event.getStartMark().map(Mark::getIndex).orElse(0),
        event.getEndMark().map(Mark::getIndex).orElse(0));
  }

  private Yaml list(Event start, int depth) throws Unreadable {
    List<Yaml> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(node(event, depth + 1));
    }
    return new Yaml.Items(place(start.getStartMark()), List.copyOf(items));
  }

  private Yaml map(Event start, int depth) throws Unreadable {
    List<Yaml.Entry> entries = new ArrayList<>();
    Map<String, Place> first = new HashMap<>();
    Set<String> told = new HashSet<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      if (!(node(event, depth + 1) instanceof Yaml.Text key)) {
        throw new Unreadable(
            place(event.getStartMark()), "a key must be a text; put it in quotes if it is one");
      }
      Yaml value = node(next(), depth + 1);
      Place before = first.putIfAbsent(key.value(), key.at());
      if (before != null && told.add(key.value())) {
        flaws.add(
            new Flaw(
                key.at(),
                "\"%s\" stands here a second time; the first is in line %d"
                    .formatted(key.value(), before.line())));
      }
      entries.add(new Yaml.Entry(key, value));
    }
    return new Yaml.Dict(place(start.getStartMark()), entries);
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1 + columnOffset))
        .orElse(Place.START);
  }
}
