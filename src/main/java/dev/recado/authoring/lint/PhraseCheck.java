package dev.recado.authoring.lint;

import dev.recado.chat.intent.PlainText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** R060 and R061: the phrases of intents/pt-BR.yaml, and the keywords of intents/flows.yaml. */
final class PhraseCheck implements Check {

  private static final String PHRASES = "intents/pt-BR.yaml";
  private static final String FLOWS = "intents/flows.yaml";

  /**
   * Measured on intents that customers put in many ways: of their other phrases the classifier
   * finds a third if it has learnt 20, two thirds if 50, and nearly all if 100.
   */
  private static final int ENOUGH = 50;

  /** The LLM's answers are compared in this spelling. */
  private static final String NAME = "[a-z0-9]+(_[a-z0-9]+)*";

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    if (root == null) {
      return;
    }
    if (document.file().equals(PHRASES)) {
      Yaml intents = root.get("intents");
      if (intents instanceof Yaml.Dict) {
        phrases(document, intents, report);
      } else {
        report.add(
            Code.R060,
            document,
            (intents == null ? root : intents).at(),
            "\"intents\" must be a map from each intent to its phrases");
      }
    }
    Yaml keywords = root.get("keywords");
    if (document.file().equals(FLOWS) && keywords != null) {
      Map<String, String> known = new HashMap<>();
      for (Yaml.Entry intent : keywords.entries()) {
        texts(document, intent, "keyword", known, report);
      }
    }
  }

  private static void phrases(Document document, Yaml intents, Report report) {
    Map<String, String> known = new HashMap<>();
    for (Yaml.Entry intent : intents.entries()) {
      if (!intent.name().matches(NAME)) {
        report.add(
            Code.R060,
            document,
            intent.key().at(),
            "the intent \"%s\" must have a name of a-z, 0-9 and _, or the LLM's answers never name it"
                .formatted(intent.name()));
      }
      int texts = texts(document, intent, "phrase", known, report);
      if (texts > 0 && texts < ENOUGH) {
        report.add(
            Code.R061,
            document,
            intent.key().at(),
            "the intent \"%s\" has %d phrase%s; from %d on the classifier finds it in most other words, too"
                .formatted(intent.name(), texts, texts == 1 ? "" : "s", ENOUGH));
      }
    }
  }

  /** Returns how many different texts there are. */
  private static int texts(
      Document document, Yaml.Entry intent, String what, Map<String, String> known, Report report) {
    if (!(intent.value() instanceof Yaml.Items list) || list.items().isEmpty()) {
      report.add(
          Code.R060,
          document,
          intent.key().at(),
          "the intent \"%s\" has no list of %ss; write each below it, on a line that starts with \"- \""
              .formatted(intent.name(), what));
      return 0;
    }
    Set<String> own = new HashSet<>();
    for (Yaml text : list.items()) {
      problem(intent.name(), text, what, known, own)
          .ifPresent(problem -> report.add(Code.R060, document, text.at(), problem));
    }
    return own.size();
  }

  private static Optional<String> problem(
      String intent, Yaml item, String what, Map<String, String> known, Set<String> own) {
    if (!(item instanceof Yaml.Text text) || text.empty() || text.number() || text.flag()) {
      return Optional.of("a %s must be a text; put %s in quotes".formatted(what, item.kind()));
    }
    String folded = PlainText.fold(text.value());
    if (folded.isEmpty()) {
      return Optional.of(
          "the %s \"%s\" has no letter or digit, so it teaches nothing"
              .formatted(what, text.value()));
    }
    own.add(folded);
    String other = known.putIfAbsent(folded, intent);
    return other == null || other.equals(intent)
        ? Optional.empty()
        : Optional.of(
            "the %s \"%s\" stands under \"%s\" too; leave it under one of the two"
                .formatted(what, text.value(), other));
  }
}
