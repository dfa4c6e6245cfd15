package dev.recado.systems.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a template with its values; which templates are approved, only Meta knows. */
final class MetaTemplate {

  private static final int LONGEST = 1024;
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");

  /** What the value of a parameter may not hold. */
  private static final Pattern UNFIT = Pattern.compile("[\n\t]| {4}");

  private MetaTemplate() {}

  static MetaMessage read(MetaPart template, String to) {
    String name = template.text("name", LONGEST);
    if (!NAME.matcher(name).matches()) {
      throw GraphError.value("Param template['name'] must hold only a-z, 0-9 and _");
    }
    String language = template.part("language").text("code", LONGEST);
    List<String> values = new ArrayList<>();
    List<Choice> buttons = new ArrayList<>();
    for (MetaPart component : template.parts("components")) {
      switch (component.text("type", LONGEST)) {
        case "body" -> component.parts("parameters").forEach(one -> values.add(value(one)));
        case "header" -> component.parts("parameters").forEach(one -> one.text("type", LONGEST));
        case "button" -> button(component, buttons);
        default -> throw GraphError.parameter("Param template['components'] has an unknown type");
      }
    }
    return new MetaMessage(
        to,
        "template",
        ("[" + name + "] " + String.join(" | ", values)).strip(),
        Extras.template(new Extras.Template(name, language, values), buttons));
  }

  private static String value(MetaPart parameter) {
    String type = parameter.text("type", LONGEST);
    if (!type.equals("text")) {
      return type;
    }
    String value = parameter.text("text", LONGEST);
    if (UNFIT.matcher(value).find()) {
      throw GraphError.templateFormat(
          "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
    }
    return value;
  }

  /** A quick reply shows the text that the template has; the request knows only its payload. */
  private static void button(MetaPart component, List<Choice> buttons) {
    if ("quick_reply".equals(component.optional("sub_type", LONGEST))) {
      for (MetaPart parameter : component.parts("parameters")) {
        String payload = parameter.text("payload", LONGEST);
        buttons.add(new Choice(payload, payload, null));
      }
    }
  }
}
