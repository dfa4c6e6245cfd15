package dev.recado.sales.seller;

import dev.recado.sales.seller.SellerDirectory.Listed;
import dev.recado.sales.seller.SellerWrites.Before;
import dev.recado.spine.flow.UnprocessableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over the sellers that the CRMs list. Areas, phones and hours are set here and stay. */
public final class SellerSync {

  private static final Logger log = LoggerFactory.getLogger(SellerSync.class);

  private final List<SellerDirectory> directories;
  private final SellerRows rows;
  private final SellerWrites writes;
  private final Areas areas;

  SellerSync(List<SellerDirectory> directories, SellerRows rows, SellerWrites writes, Areas areas) {
    this.directories = List.copyOf(directories);
    this.rows = rows;
    this.writes = writes;
    this.areas = areas;
  }

  /**
   * The result of a sync with one CRM.
   *
   * @param origin the CRM
   * @param added new sellers
   * @param renamed sellers with another name or e-mail address
   * @param ended sellers that were removed there, became inactive, or are no longer sellers
   * @param returned sellers that are active there again, or are sellers again
   * @param unchanged the other sellers
   */
  public record Result(
      String origin, int added, int renamed, int ended, int returned, int unchanged) {}

  /**
   * Runs a sync. If one CRM fails, the others are asked all the same.
   *
   * @return a result for each CRM; empty if none is configured
   * @throws dev.recado.spine.flow.TryLaterException if a CRM does not answer
   * @throws UnprocessableException if a CRM refuses
   */
  public List<Result> run() {
    List<Result> results = new ArrayList<>();
    RuntimeException failure = null;
    for (SellerDirectory directory : directories) {
      try {
        results.add(run(directory));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private Result run(SellerDirectory directory) {
    List<Listed> listed = directory.list();
    if (listed.isEmpty()) {
      // Every account has an owner. So an empty list is a mistake, and it would leave no seller.
      throw new UnprocessableException(
          directory.origin() + " não listou nenhum usuário; os vendedores ficaram como estavam");
    }
    Result result = writes.locked(() -> apply(directory.origin(), listed));
    log.info(
        "Sellers of {}: {} added, {} renamed, {} ended, {} returned, {} unchanged",
        result.origin(),
        result.added(),
        result.renamed(),
        result.ended(),
        result.returned(),
        result.unchanged());
    return result;
  }

  /** The result for one seller. */
  private enum Step {
    ADDED,
    RENAMED,
    ENDED,
    RETURNED,
    UNCHANGED
  }

  private Result apply(String origin, List<Listed> listed) {
    Map<String, SellerRows.Known> known =
        rows.known(origin).stream()
            .collect(Collectors.toMap(SellerRows.Known::externalId, Function.identity()));
    List<Step> steps = new ArrayList<>();
    listed.forEach(one -> steps.add(apply(origin, one, known.remove(one.externalId()))));
    known.values().forEach(missing -> steps.add(endIfListed(missing)));
    return new Result(
        origin,
        count(steps, Step.ADDED),
        count(steps, Step.RENAMED),
        count(steps, Step.ENDED),
        count(steps, Step.RETURNED),
        count(steps, Step.UNCHANGED));
  }

  private static int count(List<Step> steps, Step step) {
    return (int) steps.stream().filter(step::equals).count();
  }

  private Step apply(String origin, Listed now, SellerRows.@Nullable Known before) {
    if (before == null) {
      add(origin, now);
      return Step.ADDED;
    }
    boolean sameName =
        before.seller().name().equals(now.name())
            && Objects.equals(before.seller().email(), now.email());
    boolean sameListing = before.listed() == now.active() && before.sells() == now.sells();
    if (sameName && sameListing) {
      return Step.UNCHANGED;
    }
    writes.listing(before.seller().id(), now);
    writes.enter(before.seller().id(), Before.of(before.seller()));
    return sameListing ? Step.RENAMED : now.active() && now.sells() ? Step.RETURNED : Step.ENDED;
  }

  /** A new seller has the fallback area until an operator changes it. */
  private void add(String origin, Listed listed) {
    long id =
        writes.insert(origin, listed.externalId(), listed.name(), listed.email(), listed.active());
    writes.listing(id, listed);
    writes.sell(id, List.of(areas.fallback()));
    writes.enter(id, Before.NOBODY);
  }

  private Step endIfListed(SellerRows.Known missing) {
    if (!missing.listed()) {
      return Step.UNCHANGED;
    }
    Seller seller = missing.seller();
    writes.listing(
        seller.id(),
        new Listed(missing.externalId(), seller.name(), seller.email(), false, missing.sells()));
    return Step.ENDED;
  }
}
