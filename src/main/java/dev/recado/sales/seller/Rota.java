package dev.recado.sales.seller;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whose turn it is among those who share one pool of leads. */
final class Rota {

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::load)
          .thenComparingLong(Candidate::turn)
          .thenComparingLong(Candidate::seller);

  private Rota() {}

  /**
   * Somebody active who may be given a lead.
   *
   * @param seller his id
   * @param open his leads that count
   * @param headStart how many more he is taken to have
   * @param turn when he was last given one; 0: never
   */
  record Candidate(long seller, int open, int headStart, long turn) {

    int load() {
      return open + headStart;
    }
  }

  /** The least loaded, then who has waited longest, then the older in the table. */
  static Optional<Candidate> next(List<Candidate> candidates) {
    return candidates.stream().min(ORDER);
  }

  /**
   * Makes head starts no greater than they have to be.
   *
   * <p>Whoever comes in is taken to have as much as the least loaded of the others. Where their
   * leads are closed he must not be left behind with what he never had, so a head start lifts
   * nobody above the least loaded other.
   *
   * @param candidates everybody active of one pool
   * @return the same, in the same order
   */
  static List<Candidate> settle(List<Candidate> candidates) {
    return candidates.stream().map(one -> settle(one, candidates)).toList();
  }

  private static Candidate settle(Candidate one, List<Candidate> all) {
    return one.headStart() == 0
        ? one
        : new Candidate(
            one.seller(),
            one.open(),
            Math.min(one.headStart(), entry(one.seller(), one.open(), all)),
            one.turn());
  }

  /**
   * Tells what head start somebody comes in with.
   *
   * @param seller his id
   * @param open what he still has from before
   * @param all everybody active of the pool, with or without him
   */
  static int entry(long seller, int open, List<Candidate> all) {
    int least =
        all.stream()
            .filter(other -> other.seller() != seller)
            .mapToInt(Candidate::load)
            .min()
            .orElse(0);
    return Math.max(0, least - open);
  }
}
