package dev.recado.chat.conversation;

/**
 * Hears of merged conversations. Each package that stores data by the key of a conversation has one
 * bean.
 */
public interface MergeListener {

  /**
   * Two conversations turned out to be with one person. Called in the transaction that merges them.
   *
   * @param from the key that no longer exists
   * @param to the remaining key
   */
  void merged(String from, String to);
}
