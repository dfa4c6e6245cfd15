package dev.recado.chat.media;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Leaves a worker to the others: the server of one channel may be slow with every file. */
final class Share {

  private final int most;
  private final Map<String, Integer> under = new ConcurrentHashMap<>();

  /**
   * Creates it.
   *
   * @param workers how many there are; a single one is not shared
   */
  Share(int workers) {
    this.most = Math.max(1, workers - 1);
  }

  void take(String channel) {
    under.merge(channel, 1, Integer::sum);
  }

  void giveBack(String channel) {
    under.computeIfPresent(channel, (id, count) -> count > 1 ? count - 1 : null);
  }

  /** The channels that have all the workers that they may have. */
  Set<String> used() {
    return under.entrySet().stream()
        .filter(channel -> channel.getValue() >= most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
