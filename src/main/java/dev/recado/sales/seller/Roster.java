package dev.recado.sales.seller;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.SellerWrites.Before;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators change of the sellers. */
public final class Roster {

  /** The origin of whom no CRM lists. */
  private static final String CUSTOM = "custom";

  private final JdbcClient jdbc;
  private final SellerRows rows;
  private final SellerWrites writes;
  private final Areas areas;
  private final Duration window;
  private final Clock clock;

  Roster(
      JdbcClient jdbc,
      SellerRows rows,
      SellerWrites writes,
      Areas areas,
      Duration window,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.writes = writes;
    this.areas = areas;
    this.window = window;
    this.clock = clock;
  }

  /**
   * Somebody as an operator wants him.
   *
   * @param name as customers are told; of whom a CRM lists only the CRM's own
   * @param email or null; as with the name
   * @param phone his own WhatsApp in any form, or null
   * @param areas what he sells, whatever the case and accents; empty: the fallback area
   * @param hours when he works
   * @param active whether he is given leads; null: as it was, and at first yes, but for whom the
   *     CRM lists and counts as nobody
   */
  public record Details(
      String name,
      @Nullable String email,
      @Nullable String phone,
      List<String> areas,
      WorkingHours hours,
      @Nullable Boolean active) {

    /** Takes a copy. */
    public Details {
      areas = List.copyOf(areas);
    }
  }

  /**
   * Adds a seller that no CRM lists.
   *
   * @param details what he is
   * @throws SellerRefusedException where an area does not exist, the phone is none or another's
   */
  public Seller add(Details details) {
    return writes.locked(
        () -> {
          long id = writes.insert(CUSTOM, null, details.name(), details.email(), true);
          return write(id, details, Before.NOBODY);
        });
  }

  /**
   * Changes a seller; his conversations stay his while he is active.
   *
   * @param id the hub's own
   * @param details what he is from now on
   * @return empty where there is none
   * @throws SellerRefusedException as {@link #add}, and where a CRM has the say
   */
  public Optional<Seller> change(long id, Details details) {
    return writes.locked(() -> rows.byId(id).map(seller -> change(seller, details)));
  }

  private Seller change(Seller seller, Details details) {
    boolean renamed =
        !details.name().equals(seller.name()) || !Objects.equals(details.email(), seller.email());
    if (renamed && seller.externalId() != null) {
      throw SellerRefusedException.conflict(
          "O nome e o e-mail de " + seller.name() + " vêm do CRM; mude-os lá e sincronize.");
    }
    Seller changed = write(seller.id(), details, Before.of(seller));
    if (Boolean.TRUE.equals(details.active()) && !changed.active()) {
      throw SellerRefusedException.conflict(
          seller.name() + " não está ativo no CRM; reative-o lá e sincronize.");
    }
    return changed;
  }

  private Seller write(long id, Details details, Before before) {
    writes.details(id, details, phone(id, details.phone()));
    writes.sell(id, known(details.areas(), before.areas()));
    writes.enter(id, before);
    return rows.byId(id).orElseThrow();
  }

  private @Nullable String phone(long id, @Nullable String written) {
    if (written == null) {
      return null;
    }
    PhoneReading reading = Phones.read(written);
    String digits =
        reading
            .digits()
            .orElseThrow(
                () ->
                    SellerRefusedException.wrong(
                        "O campo 'telefone' não é um telefone: " + reading.reason().words() + "."));
    rows.byPhone(digits)
        .filter(other -> other.id() != id)
        .ifPresent(
            other -> {
              throw SellerRefusedException.conflict(
                  "O campo 'telefone' traz o número que já é de " + other.name() + ".");
            });
    return digits;
  }

  private List<String> known(List<String> names, List<String> before) {
    return names.isEmpty()
        ? List.of(areas.fallback())
        : names.stream().map(name -> known(name, before)).distinct().toList();
  }

  /** What he sold before may be no area any more: that keeps nobody from changing the rest. */
  private String known(String name, List<String> before) {
    return areas
        .named(name)
        .or(() -> Optional.of(name).filter(before::contains))
        .orElseThrow(
            () ->
                SellerRefusedException.wrong(
                    "O campo 'areas' traz '"
                        + name
                        + "', que não existe; áreas: "
                        + String.join(", ", areas.names())
                        + "."));
  }

  /**
   * Counts the leads that each seller has open.
   *
   * @return by the sellers' ids; who has none is not in it
   */
  public Map<Long, Integer> openLeads() {
    Map<Long, Integer> open = new HashMap<>();
    jdbc.sql(
            """
            select seller, count(*) as leads from assignment
             where closed_at is null and at >= ? group by seller
            """)
        .param(Timestamp.from(clock.instant().minus(window)))
        .query(
            row -> {
              open.put(row.getLong("seller"), row.getInt("leads"));
            });
    return open;
  }
}
