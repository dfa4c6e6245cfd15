package dev.recado.sales.seller;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the next seller among those that share a pool of leads. */
final class Rota {

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::load)
          .thenComparingLong(Candidate::turn)
          .thenComparingLong(Candidate::seller);

  private Rota() {}

  /**
   * An active seller who may get a lead.
   *
   * @param seller the seller's id
   * @param open the seller's leads that count
   * @param headStart the leads that are added to the count
   * @param turn the turn of the seller's last lead; 0 means never
   */
  record Candidate(long seller, int open, int headStart, long turn) {

    int load() {
      return open + headStart;
    }
  }

  /** The seller with the least load, then the longest wait, then the lowest id. */
  static Optional<Candidate> next(List<Candidate> candidates) {
    return candidates.stream().min(ORDER);
  }

  /**
   * Reduces head starts to the smallest useful value.
   *
   * <p>A new seller counts as having the same load as the least loaded of the others. When the
   * others' leads are closed, that head start must not hold the new seller back. So a head start
   * raises no seller above the least loaded other one.
   *
   * @param candidates all active sellers of one pool
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
   * Lets sellers who are away keep up with the least loaded of the others, so that nobody who comes
   * back gets all leads for days.
   *
   * @param candidates all active sellers of one pool
   * @param away the ids of those who are away
   * @return the same, in the same order
   */
  static List<Candidate> keepUp(List<Candidate> candidates, Set<Long> away) {
    List<Candidate> there =
        candidates.stream().filter(one -> !away.contains(one.seller())).toList();
    return candidates.stream().map(one -> there.contains(one) ? one : keepUp(one, there)).toList();
  }

  private static Candidate keepUp(Candidate one, List<Candidate> there) {
    int headStart = Math.max(one.headStart(), entry(one.seller(), one.open(), there));
    return new Candidate(one.seller(), one.open(), headStart, one.turn());
  }

  /**
   * Gives the head start of a seller that joins a pool.
   *
   * @param seller the seller's id
   * @param open the seller's open leads from before
   * @param all all active sellers of the pool, with or without this one
   */
  static int entry(long seller, int open, List<Candidate> all) {
    int lowestLoad =
        all.stream()
            .filter(other -> other.seller() != seller)
            .mapToInt(Candidate::load)
            .min()
            .orElse(0);
    return Math.max(0, lowestLoad - open);
  }
}
