package dev.recado.systems.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads buttons and lists, within Meta's limits (docs/contracts.md#meta-sending). */
final class MetaChoices {

  private static final int LONGEST_BODY = 1024;
  private static final int LONGEST_SMALL = 60;
  private static final int MOST_BUTTONS = 3;
  private static final int MOST_ROWS = 10;
  private static final int LONGEST_BUTTON = 20;
  private static final int LONGEST_BUTTON_ID = 256;
  private static final int LONGEST_ROW = 24;
  private static final int LONGEST_ROW_ID = 200;
  private static final int LONGEST_DESCRIPTION = 72;

  private MetaChoices() {}

  static MetaMessage read(MetaPart interactive, String to) {
    String type = interactive.text("type", LONGEST_SMALL);
    String text = interactive.part("body").text("text", LONGEST_BODY);
    interactive.maybe("footer").optional("text", LONGEST_SMALL);
    interactive.maybe("header").optional("text", LONGEST_SMALL);
    MetaPart action = interactive.part("action");
    return switch (type) {
      case "button" -> new MetaMessage(to, "buttons", text, Extras.choices(buttons(action), null));
      case "list" -> new MetaMessage(to, "list", text, Extras.choices(null, rows(action)));
      default ->
          throw GraphError.parameter("The simulator knows the interactive types button and list");
    };
  }

  private static List<Choice> buttons(MetaPart action) {
    action.count("buttons", MOST_BUTTONS);
    List<Choice> choices = new ArrayList<>();
    for (MetaPart button : action.parts("buttons")) {
      MetaPart reply = button.part("reply");
      choices.add(
          new Choice(
              reply.text("id", LONGEST_BUTTON_ID), reply.text("title", LONGEST_BUTTON), null));
    }
    return different(choices, true);
  }

  private static List<Choice> rows(MetaPart action) {
    action.text("button", LONGEST_BUTTON);
    action.count("sections", MOST_ROWS);
    List<Choice> choices = new ArrayList<>();
    List<MetaPart> sections = action.parts("sections");
    for (MetaPart section : sections) {
      if (sections.size() > 1) {
        section.text("title", LONGEST_ROW);
      }
      section.count("rows", MOST_ROWS);
      for (MetaPart row : section.parts("rows")) {
        choices.add(
            new Choice(
                row.text("id", LONGEST_ROW_ID),
                row.text("title", LONGEST_ROW),
                row.optional("description", LONGEST_DESCRIPTION)));
      }
    }
    if (choices.size() > MOST_ROWS) {
      throw GraphError.value("Total row count exceed max allowed count: " + MOST_ROWS);
    }
    return different(choices, false);
  }

  /** Two buttons may not look alike either; two rows may. */
  private static List<Choice> different(List<Choice> choices, boolean titles) {
    Set<String> seen = new HashSet<>();
    for (Choice choice : choices) {
      if (!seen.add("id " + choice.id()) || titles && !seen.add("title " + choice.title())) {
        throw GraphError.value("Duplicated choice: " + choice.id());
      }
    }
    return choices;
  }
}
