package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;

/** The variables that a step sets: by itself, with its answer, or by a conversion. */
final class Variables {

  private Variables() {}

  /** A variable with its value; for {@code variableReceive}, the value is the step itself. */
  record Setting(Yaml.Text name, Yaml value, boolean received) {}

  static List<Setting> set(Step step) {
    List<Setting> set = new ArrayList<>();
    Yaml value = step.value();
    if (step.kind().equals("setVariable")) {
      value.text("name").ifPresent(name -> set.add(new Setting(name, value, false)));
    } else if (step.kind().equals("setVariables")) {
      Yaml variables = value.get("variables");
      if (variables != null) {
        variables
            .items()
            .forEach(
                one -> one.text("name").ifPresent(name -> set.add(new Setting(name, one, false))));
      }
    }
    if (step.kind().equals("convertVariableTo")) {
      value.text("toName").ifPresent(name -> set.add(new Setting(name, value, true)));
    }
    value.text("variableReceive").ifPresent(name -> set.add(new Setting(name, value, true)));
    return set;
  }
}
