package dev.recado.chat.entity;

import java.util.List;

/** Finds the entities of one kind; others may lay claim to the same words. */
interface Finder {

  /**
   * Looks through a message.
   *
   * @param reading the message
   * @return what it holds, in any order
   */
  List<Entity> in(Reading reading);
}
