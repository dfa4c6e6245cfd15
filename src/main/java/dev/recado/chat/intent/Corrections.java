package dev.recado.chat.intent;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators teach the classifier: a text that was misunderstood, and what it means. */
public interface Corrections {

  /**
   * Names what a text can mean.
   *
   * @return the intents of {@code routes/intents/pt-BR.yaml}
   */
  List<String> intents();

  /**
   * Keeps a correction and lets the classifier learn it at once; other processes learn it within a
   * minute.
   *
   * @param text as the customer wrote it
   * @param intent one of {@link #intents()}
   * @param message the message it was, or null
   * @param by who corrects, or null
   */
  void add(String text, String intent, @Nullable UUID message, @Nullable String by);

  /**
   * Counts corrections.
   *
   * @return how many texts have been corrected
   */
  int count();
}
