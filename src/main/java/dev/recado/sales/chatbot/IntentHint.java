package dev.recado.sales.chatbot;

import java.util.Optional;

/**
 * Knows what a text means that no intent was found in, from data that the classifier does not know,
 * such as the names of products. Each such package has one bean.
 */
public interface IntentHint {

  /**
   * Finds the intent.
   *
   * @param text what the customer wrote
   * @return its name; empty if the text says nothing of this kind
   */
  Optional<String> intentOf(String text);
}
