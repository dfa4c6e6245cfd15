package dev.recado.chat.conversation;

/**
 * Keeps something by the key of a conversation; one bean for each room above this one that does.
 */
public interface MergeListener {

  /**
   * Two conversations turned out to be with one person; called in the transaction that makes them
   * one.
   *
   * @param from the key that is no more
   * @param to the key that holds from now on
   */
  void merged(String from, String to);
}
