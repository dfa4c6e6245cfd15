package dev.recado.authoring.flowtest;

import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.authoring.flowtest.Results.Step;
import java.io.PrintWriter;
import java.util.List;

/** Prints the results of tests for a person. */
final class Report {

  private final PrintWriter out;
  private final long begun = System.nanoTime();
  private String file = "";

  Report(PrintWriter out) {
    this.out = out;
  }

  void tell(Result result) {
    if (!result.file().equals(file)) {
      file = result.file();
      out.println("routes/" + file);
    }
    String mark = result.passed() ? "ok  " : "FAIL";
    out.printf("  %s %s (%d ms)%n", mark, result.name(), result.took().toMillis());
    if (result.message() != null) {
      out.println(result.message().indent(4).stripTrailing());
    }
    out.flush();
  }

  void end(Results results) {
    int failed = results.failures().size();
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (results.cases().isEmpty()) {
      out.println("There is no test to run.");
    } else {
      out.printf(
          java.util.Locale.ROOT,
          "%d %s, %d failed, %.1f s%n",
          results.cases().size(),
          results.cases().size() == 1 ? "case" : "cases",
          failed,
          seconds);
    }
    out.flush();
  }

  void coverage(Results results) {
    List<Step> unreached = results.unreached();
    unreached.forEach(
        step -> out.println(step.place() + " " + step.id() + " is reached by no case"));
    int all = results.steps().size();
    int reached = all - unreached.size();
    out.printf(
        "%d of %d steps reached: %d %%%n", reached, all, all == 0 ? 100 : reached * 100 / all);
    out.flush();
  }
}
