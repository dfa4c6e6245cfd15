package dev.recado.authoring.lint;

import java.util.Map;

/** R037: files in the folder that the hub does not read. */
final class StrayFileCheck implements Check {

  private static final Map<String, String> ENDINGS =
      Map.of(
          "flows", ".camel.yaml",
          "connectors", ".camel.yaml",
          "configurations", ".camel.yaml",
          "kamelets", ".kamelet.yaml",
          "sources", ".yaml",
          "templates", ".yaml",
          "sql", ".sql");

  @Override
  public void file(Document document, Report report) {
    String name = document.name();
    int slash = name.indexOf('/');
    String ending = slash < 0 ? null : ENDINGS.get(name.substring(0, slash));
    boolean stray =
        ending != null
            && !document.markdown()
            && document.kind() == Document.Kind.OTHER
            && !name.endsWith(".md");
    if (stray) {
      String folder = name.substring(0, slash);
      String last = name.substring(name.lastIndexOf('/') + 1);
      String stem = last.replaceFirst("\\..*", "");
      report.add(
          Code.R037,
          document,
          Place.START,
          "the hub does not read this file; call it \"%s/%s%s\" or move it away"
              .formatted(folder, stem.isEmpty() ? "name" : stem, ending));
    }
  }
}
