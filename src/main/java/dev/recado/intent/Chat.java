package dev.recado.intent;

import dev.langchain4j.data.message.ChatMessage;
import java.util.List;

/** One call to the LLM. */
interface Chat {

  /**
   * Sends the messages and waits for the answer.
   *
   * @return its text; empty where the LLM refuses or has nothing to say
   * @throws RuntimeException where there is no answer
   */
  String answer(List<ChatMessage> messages);
}
