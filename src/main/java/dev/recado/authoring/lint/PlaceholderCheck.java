package dev.recado.authoring.lint;

import dev.recado.spine.camel.FlowRights;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R008 and R039: settings that a placeholder names. */
final class PlaceholderCheck implements Check {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");

  private final Settings settings;

  PlaceholderCheck(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    boolean kamelet = document.kind() == Document.Kind.KAMELET;
    if (root != null
        && (kamelet || document.kind().camel() || document.kind() == Document.Kind.SOURCE)) {
      Set<String> declared =
          new HashSet<>(kamelet ? Kamelet.of(document).properties().keySet() : Set.of());
      walk(document, root, declared, report);
    }
  }

  private void walk(Document document, Yaml node, Set<String> declared, Report report) {
    node.items().forEach(item -> walk(document, item, declared, report));
    for (Yaml.Entry entry : node.entries()) {
      // Descriptions for people may mention placeholders.
      if (!entry.name().equals("description") && !entry.name().equals("title")) {
        walk(document, entry.value(), declared, report);
      }
    }
    if (node instanceof Yaml.Text text && text.value().contains("{{")) {
      places(Spot.of(document, text), declared, report);
    }
  }

  private static void ofN8n(Spot text, Report report) {
    Matcher places = N8nExpression.PLACE.matcher(text.value());
    while (places.find()) {
      String advice = N8nExpression.advice(places.group(1));
      report.add(Code.R008, text.document(), text.at(places.start()), advice);
    }
  }

  private void places(Spot text, Set<String> declared, Report report) {
    ofN8n(text, report);
    Matcher places = PLACEHOLDER.matcher(text.value());
    while (places.find()) {
      String inner = places.group(1);
      if (inner.strip().startsWith("$")) {
        continue;
      }
      String key = inner.replaceFirst("^[?!]", "");
      int colon = key.indexOf(':');
      String name = colon < 0 ? key : key.substring(0, colon);
      boolean function = Set.of("env", "sys", "service", "bean").contains(name) && colon > 0;
      boolean optional = inner.startsWith("?") || colon >= 0;
      int at = places.start(1) + inner.length() - key.length();
      if (function || closed(name, declared)) {
        report.add(Code.R039, text.document(), text.at(at), refusal(function ? key : name));
        continue;
      }
      if (declared.contains(name) || settings.knows(name) || kameletPlace(text, name)) {
        continue;
      }
      String setting =
          name.isBlank()
              ? "this placeholder names no setting"
              : "nobody defines the setting \"%s\"".formatted(name)
                  + hint(name, declared, optional);
      Severity severity = optional ? Severity.WARNING : Severity.ERROR;
      report.add(Code.R008, text.document(), text.at(at), setting, severity);
    }
  }

  private boolean closed(String name, Set<String> declared) {
    return !declared.contains(name) && settings.knows(name) && !FlowRights.setting(name);
  }

  private static String refusal(String what) {
    return "a flow may not read \"%s\"; write {{recado.flow.…}} and set RECADO_FLOW_… in the environment"
        .formatted(what);
  }

  /** Proposes a name that flows may read, for an author's own setting. */
  private static String own(String name) {
    return FlowRights.setting(name)
        ? "; set %s in the environment".formatted(Settings.variable(name))
        : "; for a setting of your own write {{recado.flow.%s}} and set RECADO_FLOW_%s in the environment"
            .formatted(name, Settings.variable(name));
  }

  /** R032 reports undeclared placeholders in a Kamelet. */
  private static boolean kameletPlace(Spot text, String name) {
    return text.document().kind() == Document.Kind.KAMELET && !name.contains(".");
  }

  private String hint(String name, Set<String> declared, boolean optional) {
    Set<String> names = new HashSet<>(settings.ours());
    names.addAll(declared);
    String hint = Nearest.hint(name, names);
    String otherwise = optional ? ", so its default is always used" : own(name);
    return hint.isEmpty() ? otherwise : hint;
  }
}
