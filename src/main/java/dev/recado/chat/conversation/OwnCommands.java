package dev.recado.chat.conversation;

import org.jspecify.annotations.Nullable;

/** Tells commands to the hub, such as {@code #voltar}, from messages to customers. */
@FunctionalInterface
public interface OwnCommands {

  /**
   * Tells whether a text is a command.
   *
   * @param text a text of a team member, or null
   */
  boolean isOne(@Nullable String text);
}
