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

/** Changes of sellers by operators. */
public final class Roster {

  /** The origin of sellers that no CRM lists. */
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
   * The settings of a seller.
   *
   * @param name the name as customers read it; for a seller of a CRM, only the CRM's own name is
   *     valid
   * @param email the e-mail address, or null; the same rule as for the name
   * @param phone the seller's own WhatsApp number in any form, or null
   * @param areas the seller's areas, in any case and with or without accents; empty means the
   *     fallback area
   * @param hours the working hours
   * @param active whether the seller gets leads; null means unchanged. A new seller is active,
   *     unless the CRM lists the seller as a user that does not sell
   */
  public record Details(
      String name,
      @Nullable String email,
      @Nullable String phone,
      List<String> areas,
      WorkingHours hours,
      @Nullable Boolean active) {

    /** Copies the list. */
    public Details {
      areas = List.copyOf(areas);
    }
  }

  /**
   * Adds a seller that no CRM lists.
   *
   * @param details the seller's settings
   * @throws SellerRefusedException if an area does not exist, or the phone is invalid or another
   *     seller's
   */
  public Seller add(Details details) {
    return writes.locked(
        () -> {
          long id = writes.insert(CUSTOM, null, details.name(), details.email(), true);
          return write(id, details, Before.NOBODY);
        });
  }

  /**
   * Changes a seller. An active seller keeps all conversations.
   *
   * @param id the hub's own id
   * @param details the new settings
   * @return empty if there is no such seller
   * @throws SellerRefusedException as {@link #add} does, and if only the CRM can change the value
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

  /** A former area of the seller may no longer exist. It must not block other changes. */
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
   * Counts the open leads of each seller.
   *
   * @return by the sellers' ids; a seller without open leads is missing
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
