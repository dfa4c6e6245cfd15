package dev.recado.chat.intent;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the training phrases of {@code routes/intents}. */
final class PhraseBook {

  private final String file;
  private final List<Phrase> phrases = new ArrayList<>();
  private final Map<String, String> intents = new HashMap<>();

  private PhraseBook(String file) {
    this.file = file;
  }

  /**
   * Reads one book.
   *
   * @return its phrases in the order of the file
   * @throws UnusableFileException if a phrase is no text, is empty or has two intents, or if the
   *     file is no phrase book; it names the file, the intent and the remedy
   */
  static List<Phrase> read(Resource resource) {
    PhraseBook book = new PhraseBook(String.valueOf(resource.getFilename()));
    try (InputStream stream = resource.getInputStream()) {
      book.addAll(new Yaml(new SafeConstructor(new LoaderOptions())).load(stream));
    } catch (IOException | YAMLException e) {
      throw new UnusableFileException(
          "intents/" + book.file,
          "The phrase book " + book.file + " cannot be read: " + e.getMessage(),
          "Correct the file, or take the one that came with the hub.",
          e);
    }
    return List.copyOf(book.phrases);
  }

  private void addAll(@Nullable Object yaml) {
    if (!(yaml instanceof Map<?, ?> top) || !(top.get("intents") instanceof Map<?, ?> found)) {
      throw new UnusableFileException(
          "intents/" + file,
          "The phrase book " + file + " has no 'intents'.",
          "Write 'intents:' and below it each intent with a list of phrases.");
    }
    found.forEach((intent, list) -> addIntent(String.valueOf(intent), list));
  }

  private void addIntent(String intent, @Nullable Object list) {
    if (!(list instanceof List<?> texts) || texts.isEmpty()) {
      throw new UnusableFileException(
          "intents/" + file,
          where(intent) + " has no list of phrases.",
          "Write its phrases below it, each on a line that starts with '- '.");
    }
    texts.forEach(text -> addPhrase(intent, text));
  }

  private void addPhrase(String intent, @Nullable Object text) {
    if (!(text instanceof String phrase)) {
      throw new UnusableFileException(
          "intents/" + file,
          where(intent) + " holds " + text + ", which YAML does not take for a text.",
          "Put the phrase in quotes.");
    }
    String folded = PlainText.fold(phrase);
    if (folded.isEmpty()) {
      throw new UnusableFileException(
          "intents/" + file,
          where(intent) + " holds an empty phrase: '" + phrase + "'.",
          "Take the line out; blanks and punctuation alone are never understood.");
    }
    String other = intents.putIfAbsent(folded, intent);
    if (other != null && !other.equals(intent)) {
      throw new UnusableFileException(
          "intents/" + file,
          where(intent) + " holds '" + phrase + "', which stands under '" + other + "' too.",
          "Leave the phrase under one of the two.");
    }
    phrases.add(new Phrase(phrase, intent));
  }

  private String where(String intent) {
    return "In the phrase book " + file + " the intent '" + intent + "'";
  }
}
