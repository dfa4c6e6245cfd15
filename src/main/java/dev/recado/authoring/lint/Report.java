package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;

/** Gathers findings. */
final class Report {

  private final List<Finding> findings = new ArrayList<>();

  void add(Code code, Document document, Place at, String message) {
    add(code, document.file(), at, message);
  }

  void add(Code code, String file, Place at, String message) {
    findings.add(new Finding(file, at.line(), at.column(), code.severity(), code.name(), message));
  }

  void add(Code code, Document document, Place at, String message, Severity severity) {
    findings.add(
        new Finding(document.file(), at.line(), at.column(), severity, code.name(), message));
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
