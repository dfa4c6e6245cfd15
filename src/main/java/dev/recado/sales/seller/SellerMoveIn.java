package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.intent.PlainText;
import dev.recado.sales.seller.Roster.Details;
import dev.recado.sales.seller.SellerWrites.Before;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes sellers of another system in, as sellers that no CRM lists. */
public final class SellerMoveIn {

  /** The origin of sellers that operators add. */
  private static final String CUSTOM = "custom";

  private final SellerRows rows;
  private final SellerWrites writes;
  private final List<String> areas;

  private SellerMoveIn(SellerRows rows, SellerWrites writes, List<String> areas) {
    this.rows = rows;
    this.writes = writes;
    this.areas = areas;
  }

  /**
   * Makes one.
   *
   * @param areas the areas of the business, the fallback area last
   */
  public static SellerMoveIn on(
      JdbcClient jdbc, TransactionTemplate transaction, Clock clock, List<String> areas) {
    SellerRows rows = new SellerRows(jdbc, new ObjectMapper());
    Duration window = Duration.ofDays(30);
    return new SellerMoveIn(
        rows,
        new SellerWrites(jdbc, rows, new Pools(jdbc), window, transaction, clock),
        List.copyOf(areas));
  }

  /** Finds a seller. */
  public Optional<Seller> byId(long id) {
    return rows.byId(id);
  }

  /**
   * Finds a seller by phone, in any form.
   *
   * @param phone with its area code
   */
  public Optional<Seller> byPhone(String phone) {
    return rows.byPhone(phone);
  }

  /**
   * Finds a seller by e-mail or name, in any case and with or without accents.
   *
   * @return empty if there is none, or more than one
   */
  public Optional<Seller> called(String nameOrEmail) {
    String said = PlainText.fold(nameOrEmail);
    List<Seller> same =
        rows.all().stream()
            .filter(
                one ->
                    PlainText.fold(one.name()).equals(said)
                        || nameOrEmail.equalsIgnoreCase(one.email()))
            .toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  /**
   * Gives an area its name.
   *
   * @param said in any case and with or without accents
   * @return as {@code business.yaml} has it; empty if there is no such area
   */
  public Optional<String> area(String said) {
    return areas.stream()
        .filter(one -> PlainText.fold(one).equals(PlainText.fold(said)))
        .findFirst();
  }

  /** The names of all areas. */
  public List<String> areas() {
    return areas;
  }

  /**
   * What became of a seller.
   *
   * @param id the row here
   * @param isNew whether it was not there before
   * @param changed whether anything is different now
   */
  public record Taken(long id, boolean isNew, boolean changed) {}

  /**
   * Takes a seller in, in the caller's transaction. Name and e-mail of one that a CRM lists stay.
   *
   * @param before as it is, or null for a new one
   * @param said its settings; the phone as digits, the areas by their names, none: they stay
   */
  public Taken take(@Nullable Seller before, Details said) {
    return writes.locked(() -> before == null ? insert(said) : update(before, said));
  }

  private Taken insert(Details said) {
    long id = writes.insert(CUSTOM, null, said.name(), said.email(), true);
    List<String> own = said.areas().isEmpty() ? List.of(areas.get(areas.size() - 1)) : said.areas();
    writes.details(id, said, said.phone());
    writes.sell(id, own);
    writes.enter(id, Before.NOBODY);
    return new Taken(id, true, true);
  }

  private Taken update(Seller old, Details said) {
    boolean listed = old.externalId() != null;
    String phone = said.phone() == null ? old.phone() : said.phone();
    Details after =
        new Details(
            listed ? old.name() : said.name(),
            listed || said.email() == null ? old.email() : said.email(),
            phone,
            said.areas().isEmpty() ? old.areas() : said.areas(),
            said.hours(),
            said.active());
    boolean same =
        after.name().equals(old.name())
            && Objects.equals(after.email(), old.email())
            && Objects.equals(phone, old.phone())
            && after.areas().stream()
                .sorted()
                .toList()
                .equals(old.areas().stream().sorted().toList())
            && after.hours().equals(old.hours())
            && (after.active() == null || after.active() == old.active());
    if (!same) {
      writes.details(old.id(), after, phone);
      writes.sell(old.id(), after.areas());
      writes.enter(old.id(), Before.of(old));
    }
    return new Taken(old.id(), false, !same);
  }
}
