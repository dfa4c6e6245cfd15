package dev.recado.authoring.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms in which findings are printed. */
enum Format {
  /** One line each, for people and editors. */
  text {
    @Override
    String print(List<Shown> findings) {
      return lines(
          findings,
          f ->
              "%s:%d:%d %s %s %s"
                  .formatted(
                      f.path(),
                      f.finding().line(),
                      f.finding().column(),
                      f.level(),
                      f.finding().code(),
                      f.finding().message()));
    }
  },
  /** An array, for programs. */
  json {
    @Override
    String print(List<Shown> findings) {
      ArrayNode all = JSON.createArrayNode();
      for (Shown shown : findings) {
        Finding finding = shown.finding();
        all.addObject()
            .put("file", shown.path())
            .put("line", finding.line())
            .put("column", finding.column())
            .put("severity", shown.level())
            .put("code", finding.code())
            .put("message", finding.message());
      }
      return written(all);
    }
  },
  /** Workflow commands, which GitHub shows beside the lines of a pull request. */
  github {
    @Override
    String print(List<Shown> findings) {
      return lines(
          findings,
          f ->
              "::%s file=%s,line=%d,col=%d,title=%s::%s"
                  .formatted(
                      f.note() ? "notice" : f.level(),
                      property(f.path()),
                      f.finding().line(),
                      f.finding().column(),
                      f.finding().code(),
                      data(f.finding().message())));
    }
  },
  /** SARIF 2.1.0, for code scanning. */
  sarif {
    @Override
    String print(List<Shown> findings) {
      ObjectNode log = JSON.createObjectNode();
      log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
      ObjectNode run = log.putArray("runs").addObject();
      run.put("columnKind", "unicodeCodePoints");
      ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "recado lint");
      ArrayNode rules = driver.putArray("rules");
      for (Code code : Code.values()) {
        ObjectNode rule = rules.addObject().put("id", code.name());
        rule.putObject("shortDescription").put("text", code.title());
        rule.putObject("defaultConfiguration")
            .put("level", code.severity().name().toLowerCase(Locale.ROOT));
      }
      ArrayNode results = run.putArray("results");
      findings.forEach(finding -> result(results.addObject(), finding));
      return written(log);
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  abstract String print(List<Shown> findings);

  private static void result(ObjectNode result, Shown shown) {
    Finding finding = shown.finding();
    result
        .put("ruleId", finding.code())
        .put("ruleIndex", Code.valueOf(finding.code()).ordinal())
        .put("level", shown.level());
    result.putObject("message").put("text", finding.message());
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(shown.path()));
    place.putObject("region").put("startLine", finding.line()).put("startColumn", finding.column());
  }

  private static String uri(String path) {
    return path.replace('\\', '/').replace("%", "%25").replace(" ", "%20").replace("#", "%23");
  }

  private static String lines(
      List<Shown> findings, java.util.function.Function<Shown, String> line) {
    return findings.stream()
        .map(line)
        .map(text -> text + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  private static String written(Object json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
