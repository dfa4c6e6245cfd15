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

/** The operators' side of the sellers' table. */
final class RosterTable implements Roster {

  /** The origin of whom no CRM lists. */
  private static final String CUSTOM = "custom";

  private final JdbcClient jdbc;
  private final SellerRows rows;
  private final SellerWrites writes;
  private final Areas areas;
  private final Duration window;
  private final Clock clock;

  RosterTable(
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

  @Override
  public Seller add(Details details) {
    return writes.locked(
        () -> {
          long id = writes.insert(CUSTOM, null, details.name(), details.email(), true);
          return write(id, details, Before.NOBODY);
        });
  }

  @Override
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

  @Override
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
