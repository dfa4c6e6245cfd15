package dev.recado.chat.entity;

import java.util.List;

/** Finds the entities of one kind. Other finders may find the same words. */
interface Finder {

  /**
   * Searches a message.
   *
   * @param reading the message
   * @return the entities, in any order
   */
  List<Entity> in(Reading reading);
}
