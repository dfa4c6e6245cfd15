package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed test file.
 *
 * @param name its name relative to the routes folder
 * @param flow the flow that it tests
 * @param cases the cases in the order of the file
 */
record TestFile(String name, String flow, List<Case> cases) {

  static final String FOLDER = "tests/";
  static final String ENDING = ".test.yaml";

  private static final Set<String> FIELDS = Set.of("flow", "given", "cases");
  private static final Set<String> CASE = Set.of("name", "given", "when", "expect", "steps");
  private static final Set<String> STEP = Set.of("when", "after", "expect");

  /**
   * One case.
   *
   * @param name what it shows
   * @param spot its place
   * @param given the state in which it begins
   * @param steps what happens, at least one step
   * @param trouble an error in the way it is written, or null
   */
  record Case(
      String name,
      Spot spot,
      @Nullable Given given,
      List<Step> steps,
      @Nullable CaseException trouble) {}

  /**
   * Something that happens, and its expected results.
   *
   * @param when what happens
   * @param after how long after the step before; null for the time when nothing is due any more
   * @param expect all expected results
   */
  record Step(When when, @Nullable Duration after, Part expect) {}

  static String flowFile(String flow) {
    return "flows/" + flow + ".camel.yaml";
  }

  static String of(String flow) {
    return FOLDER + flow + ENDING;
  }

  /**
   * Reads a file.
   *
   * @throws CaseException if the whole file is invalid; an invalid case fails alone
   */
  static TestFile read(String name, RouteFiles files) {
    Part root = Part.read(name, files.text(name));
    Map<String, Part> fields = root.fields(FIELDS);
    Part flow = fields.get("flow");
    if (flow == null) {
      throw root.wrong("'flow' is missing: it names the flow file that is tested");
    }
    checkName(name, flow, files);
    Part cases = fields.get("cases");
    if (cases == null || cases.items().isEmpty()) {
      throw root.wrong("'cases' is missing or empty: a test file holds at least one case");
    }
    return new TestFile(name, flow.text(), read(cases, fields.get("given"), files));
  }

  /**
   * The files of the routes folder that no case sees, because each has a sample company with its
   * own.
   *
   * @throws CaseException if a company's folder is wrong
   */
  Set<String> replaced(RouteFiles files) {
    @Nullable Set<String> replaced = null;
    for (Case one : cases) {
      Given given = one.given();
      Part company = given == null ? null : given.company();
      if (company == null) {
        return Set.of();
      }
      Set<String> own = SampleCompany.of(company, files).replaced();
      if (replaced == null) {
        replaced = new HashSet<>(own);
      }
      replaced.retainAll(own);
    }
    return replaced == null ? Set.of() : replaced;
  }

  private static void checkName(String name, Part flow, RouteFiles files) {
    String expected = name.substring(FOLDER.length(), name.length() - ENDING.length());
    if (!flow.text().equals(expected)) {
      throw flow.wrong(
          "The flow is '" + flow.text() + "', and the file is named for '" + expected + "'");
    }
    if (files.bytes(flowFile(expected)).isEmpty()) {
      List<String> flows =
          files.names("flows/*.camel.yaml").stream()
              .map(file -> file.replaceFirst("flows/(.*)\\.camel\\.yaml", "$1"))
              .toList();
      throw flow.wrong("There is no " + flowFile(expected) + Known.hint(expected, flows));
    }
  }

  private static List<Case> read(Part cases, @Nullable Part common, RouteFiles files) {
    List<Case> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Part part : cases.items()) {
      Case one = one(part, common, files);
      if (!names.add(one.name())) {
        CaseException twice =
            part.wrong("There is another case with this name; each needs its own");
        one = new Case(one.name(), one.spot(), null, List.of(), twice);
      }
      read.add(one);
    }
    return read;
  }

  private static Case one(Part part, @Nullable Part common, RouteFiles files) {
    String name = "(case without a name)";
    try {
      Part named = part.fields().get("name");
      if (named == null) {
        throw part.wrong("'name' is missing: a sentence that says what the case shows");
      }
      name = named.text();
      Map<String, Part> fields = part.fields(CASE);
      Given given = Given.of(common, fields.get("given"));
      return new Case(name, part.spot(), given, steps(part, fields, files), null);
    } catch (CaseException e) {
      return new Case(name, part.spot(), null, List.of(), e);
    }
  }

  private static List<Step> steps(Part part, Map<String, Part> fields, RouteFiles files) {
    Part steps = fields.get("steps");
    if (steps == null) {
      return List.of(step(part, fields, files));
    }
    if (fields.containsKey("when") || fields.containsKey("expect")) {
      throw steps.wrong("A case has either 'steps', or one 'when' and 'expect'");
    }
    if (steps.items().isEmpty()) {
      throw steps.wrong("'steps' is empty");
    }
    return steps.items().stream().map(step -> step(step, step.fields(STEP), files)).toList();
  }

  private static Step step(Part part, Map<String, Part> fields, RouteFiles files) {
    Part when = fields.get("when");
    Part expect = fields.get("expect");
    if (when == null || expect == null) {
      throw part.wrong(
          (when == null
                  ? "'when' is missing: what happens"
                  : "'expect' is missing: what must come of it")
              + (when == null ? "" : "; [] is nothing at all"));
    }
    Part after = fields.get("after");
    return new Step(
        When.read(when, files), after == null ? null : length(after), checked(expect, files));
  }

  private static Duration length(Part part) {
    return Durations.read(part.text())
        .filter(length -> !length.isNegative())
        .orElseThrow(
            () -> part.wrong("'" + part.text() + "' is not a time such as 5s, 10m or 24h"));
  }

  /** Each item is a map with one key, the hub's word for the result. */
  private static Part checked(Part expect, RouteFiles files) {
    Set<String> kinds = new HashSet<>(Happening.OTHER_KINDS);
    files.names("kamelets/*.kamelet.yaml").stream()
        .map(file -> file.replaceFirst("kamelets/(.*)\\.kamelet\\.yaml", "$1"))
        .filter(kamelet -> !kamelet.endsWith("-sink") && !kamelet.endsWith("-action"))
        .forEach(kinds::add);
    for (Part item : expect.items()) {
      Map<String, Part> fields = item.fields();
      if (fields.size() != 1) {
        throw item.wrong(
            "One thing is expected here, such as 'whatsapp-text: {…}', and there are "
                + fields.keySet());
      }
      item.fields(kinds);
    }
    return expect;
  }
}
