package dev.recado.authoring.lint;

import dev.recado.chat.intent.LeadQuestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** R064: the facts by which the company qualifies leads. */
final class LeadQuestionCheck implements Check {

  private static final String BUSINESS = "intents/business.yaml";

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    Yaml list = root == null ? null : root.get("qualificacao");
    if (root != null && list != null && document.file().equals(BUSINESS)) {
      questions(document, root, list, report);
    }
  }

  private static void questions(Document document, Yaml root, Yaml list, Report report) {
    if (!(list instanceof Yaml.Items)) {
      wrong(
          document,
          list,
          "\"qualificacao\" is %s; it must be a list".formatted(list.kind()),
          report);
    }
    List<String> areas =
        Optional.ofNullable(root.get("areas")).stream()
            .flatMap(all -> all.items().stream())
            .flatMap(area -> area.text("nome").stream())
            .map(Yaml.Text::value)
            .toList();
    Set<String> facts = new HashSet<>();
    for (Yaml question : list.items()) {
      fields(document, question, report);
      fact(document, question, facts, report);
      if (question.text("pergunta").filter(text -> !text.value().isBlank()).isEmpty()) {
        wrong(document, question, "\"pergunta\" is missing, the question for the customer", report);
      }
      kind(document, question, report);
      areas(document, question, areas, report);
    }
  }

  private static void fields(Document document, Yaml question, Report report) {
    for (Yaml.Entry entry : question.entries()) {
      if (!LeadQuestion.FIELDS.contains(entry.name())) {
        wrong(
            document,
            entry.key(),
            "there is no field \"%s\" here; there are %s"
                    .formatted(entry.name(), String.join(", ", LeadQuestion.FIELDS))
                + Nearest.hint(entry.name(), LeadQuestion.FIELDS),
            report);
      }
    }
  }

  private static void fact(Document document, Yaml question, Set<String> facts, Report report) {
    Optional<Yaml.Text> fact = question.text("fato");
    if (fact.isEmpty()) {
      wrong(document, question, "\"fato\" is missing, the name of the fact", report);
      return;
    }
    String name = fact.get().value();
    if (!LeadQuestion.NAME.matcher(name).matches()) {
      String rule = "\"%s\" is no name of a fact; use small letters, digits and _";
      wrong(document, fact.get(), rule.formatted(name), report);
    } else if (!facts.add(name)) {
      wrong(document, fact.get(), "the fact \"%s\" is there twice".formatted(name), report);
    }
  }

  private static void kind(Document document, Yaml question, Report report) {
    Optional<Yaml.Text> kind = question.text("tipo");
    List<String> words = LeadQuestion.Kind.words();
    if (kind.isEmpty()) {
      String missing = "\"tipo\" is missing, one of " + String.join(", ", words);
      wrong(document, question, missing, report);
    } else if (!words.contains(kind.get().value())) {
      String unknown = "there is no tipo \"%s\"; there are %s";
      wrong(
          document,
          kind.get(),
          unknown.formatted(kind.get().value(), String.join(", ", words))
              + Nearest.hint(kind.get().value(), words),
          report);
    } else if (kind.get().value().equals("opcoes")) {
      Yaml options = question.get("opcoes");
      if (options == null || options.items().size() < 2) {
        wrong(
            document,
            question,
            "the tipo \"opcoes\" needs a list of two \"opcoes\" at least",
            report);
      }
    }
  }

  private static void areas(Document document, Yaml question, List<String> areas, Report report) {
    Yaml named = question.get("areas");
    if (named == null) {
      return;
    }
    for (Yaml area : named.items()) {
      if (area instanceof Yaml.Text text && !areas.contains(text.value())) {
        wrong(
            document,
            area,
            "there is no area \"%s\"".formatted(text.value()) + Nearest.hint(text.value(), areas),
            report);
      }
    }
  }

  private static void wrong(Document document, Yaml at, String message, Report report) {
    report.add(Code.R064, document, at.at(), message);
  }
}
