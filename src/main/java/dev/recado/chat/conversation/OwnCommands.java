package dev.recado.chat.conversation;

import org.jspecify.annotations.Nullable;

/** Tells commands to the hub, such as {@code #voltar}, from what is said to customers. */
@FunctionalInterface
public interface OwnCommands {

  /**
   * Tells whether a text is a command.
   *
   * @param text as a person of our side wrote it, or null
   */
  boolean isOne(@Nullable String text);
}
