package dev.recado.authoring.lint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.recado.spine.simple.Functions;
import dev.recado.spine.simple.HubSimple;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;

/** Checks with the parser of the hub that a Simple expression can be read. */
final class SimpleSyntax {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*}}");
  private static final Pattern UNKNOWN = Pattern.compile("Unknown function: ([A-Za-z-]+)");

  private final Cache<Asked, Optional<Problem>> known =
      Caffeine.newBuilder().maximumSize(5000).build();
  private final HubSimple simple = new HubSimple();
  private final Set<String> functions = new TreeSet<>(Functions.names());

  SimpleSyntax(CamelContext context, Set<String> functions) {
    this.simple.setCamelContext(context);
    this.functions.addAll(functions);
  }

  private record Asked(String text, boolean predicate) {}

  /** An error and its character in the expression. */
  record Problem(int index, String message) {}

  Optional<Problem> problem(String text, boolean predicate) {
    return known.get(new Asked(text, predicate), asked -> parse(text, predicate));
  }

  private Optional<Problem> parse(String text, boolean predicate) {
    // The value of a placeholder is unknown. A number fits wherever a placeholder may stand.
    String filled =
        PLACEHOLDER.matcher(text).replaceAll(match -> "1".repeat(match.group().length()));
    Optional<Problem> open = open(filled);
    if (open.isPresent()) {
      return open;
    }
    try {
      if (predicate) {
        simple.createPredicate(filled);
      } else {
        simple.createExpression(filled);
      }
      return Optional.empty();
    } catch (SimpleIllegalSyntaxException e) {
      if (String.valueOf(e.getMessage()).contains("No bean could be found")) {
        return Optional.empty();
      }
      return Optional.of(new Problem(Math.max(0, e.getIndex()), words(e.getShortMessage(), e)));
    } catch (RuntimeCamelException | IllegalArgumentException e) {
      // There are no beans, because nothing was started. R007 checks the names of beans.
      if (String.valueOf(e.getMessage()).contains("No bean could be found")) {
        return Optional.empty();
      }
      return Optional.of(new Problem(0, words(e.getMessage(), e)));
    }
  }

  /** Finds an opening that is never closed. Camel itself would name the end of the text. */
  private static Optional<Problem> open(String text) {
    int last = -1;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("${", i)) {
        last = depth++ == 0 ? i : last;
      } else if (text.charAt(i) == '}' && depth > 0) {
        depth--;
      }
    }
    return depth > 0
        ? Optional.of(new Problem(last, "this \"${\" is never closed by a \"}\""))
        : Optional.empty();
  }

  private String words(@org.jspecify.annotations.Nullable String message, Exception e) {
    String all = message == null ? e.toString() : message;
    Matcher unknown = UNKNOWN.matcher(all + " " + e.getMessage());
    if (unknown.find()) {
      String name = unknown.group(1);
      return functions.contains(name)
          ? "Simple's function \"" + name + "\" is not used in this way"
          : "Simple has no function \"" + name + "\"" + Nearest.hint(name, functions);
    }
    String first = all.lines().findFirst().orElse(all).replaceFirst(" at location \\d+$", "");
    return "Simple cannot read this: " + first;
  }
}
