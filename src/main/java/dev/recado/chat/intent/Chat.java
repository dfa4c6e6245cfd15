package dev.recado.chat.intent;

import dev.langchain4j.data.message.ChatMessage;
import java.util.List;
import java.util.concurrent.Callable;

/** One call to the LLM. */
interface Chat {

  /**
   * Sends the messages and waits for the answer.
   *
   * @return its text; empty if the LLM refuses or has nothing to say
   * @throws RuntimeException if there is no answer
   */
  String answer(List<ChatMessage> messages);

  /**
   * Prepares a call that another thread makes.
   *
   * @return the call, in the generation of routes that the calling thread is in
   */
  default Callable<String> asking(List<ChatMessage> messages) {
    return () -> answer(messages);
  }
}
