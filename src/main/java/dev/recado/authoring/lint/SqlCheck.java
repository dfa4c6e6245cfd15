package dev.recado.authoring.lint;

import dev.recado.spine.camel.ForeignSql;
import dev.recado.spine.camel.Refusal;
import dev.recado.spine.camel.SimpleRights;
import dev.recado.spine.camel.SqlRights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R009 and R042: SQL files that flows name, and the parameters in SQL. */
final class SqlCheck implements Check {

  private static final String FROM_THE_MESSAGE = "useMessageBodyForSql";
  private static final Pattern NOISE =
      Pattern.compile("'(?:[^']|'')*'|--[^\n]*|(?s)/\\*.*?\\*/|::");
  private static final Pattern COLON = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern NAMED = Pattern.compile(":[#?](\\S?)");

  private final SimpleSyntax simple;
  private final Databases databases;

  SqlCheck(SimpleSyntax simple, Databases databases) {
    this.simple = simple;
    this.databases = databases;
  }

  @Override
  public void file(Document document, Report report) {
    if (document.kind() == Document.Kind.SQL) {
      sql(
          document.text(),
          (at, message) -> report.add(Code.R009, document, document.place(at), message));
    }
    // R021 reports a flow that writes.
    boolean flow = document.kind().flow();
    for (Call call : document.calls()) {
      if (call.scheme().equals("sql")) {
        call.option(FROM_THE_MESSAGE)
            .ifPresent(
                option ->
                    report.add(
                        Code.R042,
                        document,
                        option.at(),
                        "\"%s\" runs the content of the message as SQL; write the SQL here or in routes/sql"
                            .formatted(FROM_THE_MESSAGE)));
      }
      Spot query = call.targetSpot();
      if (call.scheme().equals("sql") && resource(query.value()).isEmpty()) {
        Optional<String> database = Databases.named(call);
        (database.isPresent()
                ? foreign(query.value(), database.get())
                : SqlRights.refusal(query.value())
                    .or(() -> flow ? Optional.empty() : SqlRights.write(query.value())))
            .ifPresent(
                refusal ->
                    report.add(Code.R042, document, query.at(refusal.at()), refusal.message()));
        sql(query.value(), (at, message) -> report.add(Code.R009, document, query.at(at), message));
      }
    }
  }

  private Optional<Refusal> foreign(String sql, String database) {
    return Optional.ofNullable(databases.configured().get(database))
        .flatMap(dialect -> ForeignSql.refusal(sql, dialect));
  }

  /** A file is checked by the rules of each database on which a step runs it. */
  private void rights(Project project, Report report) {
    Map<String, Set<String>> runs = new HashMap<>();
    project.calls(
        use -> {
          if (use.call().scheme().equals("sql")) {
            resource(use.call().targetSpot().value())
                .ifPresent(
                    file ->
                        runs.computeIfAbsent(file, any -> new TreeSet<>())
                            .add(Databases.named(use.call()).orElse(Databases.OWN)));
          }
        });
    for (Document document : project.of(Document.Kind.SQL)) {
      for (String database : runs.getOrDefault(document.name(), Set.of(Databases.OWN))) {
        (database.equals(Databases.OWN)
                ? SqlRights.refusal(document.text())
                : foreign(document.text(), database))
            .ifPresent(
                refusal ->
                    report.add(
                        Code.R042, document, document.place(refusal.at()), refusal.message()));
      }
    }
  }

  @Override
  public void folder(Project project, Report report) {
    rights(project, report);
    List<String> there = project.of(Document.Kind.SQL).stream().map(Document::name).toList();
    project.calls(
        use -> {
          audience(use, project, there, report);
          Spot query = use.call().targetSpot();
          Optional<String> file = resource(query.value());
          if (!use.call().scheme().equals("sql") || file.isEmpty() || query.dynamic()) {
            return;
          }
          String name = file.get();
          if (project.document(name).isEmpty()
              && SqlCheck.class.getClassLoader().getResource(name) == null) {
            report.add(
                Code.R009,
                use.document(),
                use.call().uri().at(),
                "there is no file \"%s\" in routes/ or in the hub".formatted(name)
                    + Nearest.hint(name, there));
          }
        });
  }

  /** A campaign reads its people by a file that no step names as a query. */
  private static void audience(
      Project.CallIn use, Project project, List<String> there, Report report) {
    Kamelet kamelet =
        use.call().kamelet() ? project.kamelets().get(use.call().kameletName()) : null;
    if (kamelet == null || !kamelet.effects().contains("campaign-start")) {
      return;
    }
    use.call()
        .option("audience")
        .map(Call.Option::value)
        .filter(file -> !file.dynamic() && use.document().kind() != Document.Kind.KAMELET)
        .filter(file -> project.document("sql/" + file.value()).isEmpty())
        .ifPresent(
            file ->
                report.add(
                    Code.R009,
                    use.document(),
                    file.at(),
                    "there is no file \"sql/%s\" in routes/".formatted(file.value())
                        + Nearest.hint("sql/" + file.value(), there)));
  }

  /** The file that a query names, or empty if the text is the query itself. */
  static Optional<String> resource(String query) {
    String prefix = "classpath:";
    return query.startsWith(prefix)
        ? Optional.of(query.substring(prefix.length()))
        : Optional.empty();
  }

  private interface Saying {
    void say(int at, String message);
  }

  private void sql(String text, Saying saying) {
    // Blanks keep all places unchanged.
    String bare = NOISE.matcher(text).replaceAll(noise -> " ".repeat(noise.group().length()));
    Matcher named = NAMED.matcher(bare);
    while (named.find()) {
      if (named.group(1).equals("$")) {
        expression(text, named.start(), saying);
      } else if (!named.group(1).matches("[A-Za-z_]")) {
        saying.say(named.start(), "a parameter's name is missing; write :#name or :#${…}");
      }
    }
    Matcher colon = COLON.matcher(bare);
    while (colon.find()) {
      if (colon.start() == 0 || !"}:#".contains("" + bare.charAt(colon.start() - 1))) {
        boolean in = insideExpression(bare, colon.start());
        if (!in && !(colon.group(1).equals("in") || before(bare, colon.start()))) {
          saying.say(
              colon.start(),
              "\"%s\" is not a parameter for Camel; did you mean \":#%s\"?"
                  .formatted(colon.group(), colon.group(1)));
        }
      }
    }
  }

  /** {@code :#in:names} has a second colon. */
  private static boolean before(String sql, int colon) {
    return sql.substring(0, colon).endsWith(":#in");
  }

  private static boolean insideExpression(String sql, int at) {
    int open = sql.lastIndexOf("${", at);
    return open >= 0 && sql.indexOf('}', open) > at;
  }

  private void expression(String sql, int start, Saying saying) {
    int open = sql.indexOf("${", start);
    int end = open < 0 ? -1 : sql.indexOf('}', open);
    if (end < 0) {
      saying.say(start, "this \":#${\" is never closed by a \"}\"");
      return;
    }
    String inner = sql.substring(open, end + 1);
    Optional<SimpleSyntax.Problem> problem = simple.problem(inner, false);
    problem.ifPresent(found -> saying.say(open + found.index(), found.message()));
    if (problem.isEmpty()) {
      SimpleRights.refusal(inner)
          .ifPresent(
              refusal ->
                  saying.say(
                      open + refusal.at(), refusal.message() + RightsCheck.meant(inner, refusal)));
    }
  }
}
